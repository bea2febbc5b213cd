import Linux
import OCI

/// The same for `process`, of a container or of an exec.
struct ProcessCheck {
    let process: RuntimeSpec.Process

    init(_ process: RuntimeSpec.Process) { self.process = process }

    func run() throws(RuntimeError) {
        guard let name = process.args?.first else { throw .invalid("process.args", "there is nothing to run") }
        guard !name.isEmpty else {
            throw RuntimeError(.commandNotFound, "exec: \"\": executable file not found in $PATH")
        }
        guard process.cwd.hasPrefix("/") else {
            throw .invalid("process.cwd", "'\(process.cwd)' is not an absolute path")
        }
        let texts = (process.args ?? []) + (process.env ?? []) + [process.cwd]
        guard !texts.contains(where: { $0.utf8.contains(0) }) else {
            throw .invalid("process", "args, env and cwd must not hold a zero byte")
        }
        if let score = process.oomScoreAdj, !(-1000...1000 ~= score) {
            throw .invalid("process.oomScoreAdj", "\(score) is not within -1000 and 1000")
        }
        try checkUser()
        if let affinity = process.execCPUAffinity { try SharedAttributes.check(affinity) }
        var seen: Set<String> = []
        for limit in process.rlimits ?? [] {
            guard ResourceLimit.numbers[limit.type] != nil else {
                throw .invalid("process.rlimits", "there is no limit '\(limit.type)'")
            }
            guard seen.insert(limit.type).inserted else {
                throw .invalid("process.rlimits", "\(limit.type) is there twice")
            }
        }
    }

    /// The kernel takes the highest number for "leave it as it is".
    private func checkUser() throws(RuntimeError) {
        guard let user = process.user else { return }
        for (member, id) in [("uid", user.uid), ("gid", user.gid)]
            + (user.additionalGids ?? []).map({ ("additionalGids", $0) })
        {
            if id == .max { throw .invalid("process.user.\(member)", "\(id) is no number of a user or group") }
        }
    }
}
