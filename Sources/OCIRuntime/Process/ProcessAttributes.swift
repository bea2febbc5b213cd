import Linux
import OCI
import SystemPackage

/// Attributes of a process that change neither its user nor its rights: limits, priorities, labels.
struct ProcessAttributes: Sendable {
    let process: RuntimeSpec.Process
    let shared: SharedAttributes?
    /// Of the container's procfs; labels are written there, where no other filesystem can stand in for it.
    let proc: Int32?
    /// Whether the limits are set here; the parent does it where a user namespace takes the rights away.
    let setsLimits: Bool
    /// Whether the additional groups are replaced even by none; a user namespace may forbid it.
    let setsGroups: Bool

    /// All but the limits.
    func apply() throws(RuntimeError) {
        try shared?.apply()
        if let scheduler = process.scheduler { try SchedulerSettings.apply(scheduler) }
        if let priority = process.ioPriority { try SchedulerSettings.apply(priority) }
        try writeLabels()
    }

    /// To be called late, while there are rights to raise limits. Until the program is executed, the runtime needs some
    /// open files itself: ``limitFiles()`` takes them back.
    func limit() throws(RuntimeError) {
        guard setsLimits else { return }
        var process = process
        for index in process.rlimits?.indices ?? 0..<0 where process.rlimits?[index].isOfFewFiles == true {
            let limit = process.rlimits?[index]
            process.rlimits?[index].soft = max(limit?.soft ?? 0, RuntimeSpec.ResourceLimit.fewFiles)
            process.rlimits?[index].hard = max(limit?.hard ?? 0, RuntimeSpec.ResourceLimit.fewFiles)
        }
        try Self.setLimits(process, of: 0)
    }

    /// A limit that is lowered needs no rights.
    func limitFiles() throws(RuntimeError) {
        guard setsLimits, let few = process.rlimits?.first(where: \.isOfFewFiles) else { return }
        var process = RuntimeSpec.Process()
        process.rlimits = [few]
        try Self.setLimits(process, of: 0)
    }

    static func setLimits(_ process: RuntimeSpec.Process, of pid: Int32) throws(RuntimeError) {
        for limit in process.rlimits ?? [] {
            guard let number = ResourceLimit.numbers[limit.type] else {
                throw .invalid("process.rlimits", "there is no limit '\(limit.type)'")
            }
            try doing("process.rlimits: \(limit.type) of \(limit.soft), at most \(limit.hard)") {
                () throws(SystemCallError) in
                try ResourceLimit.set(number, soft: limit.soft, hard: limit.hard, of: pid)
            }
        }
    }

    private func writeLabels() throws(RuntimeError) {
        if let profile = process.apparmorProfile, !profile.isEmpty {
            try write("exec \(profile)", to: ["self/attr/apparmor/exec", "self/attr/exec"], "process.apparmorProfile")
        }
        if let label = process.selinuxLabel, !label.isEmpty {
            try write(label, to: ["self/attr/exec"], "process.selinuxLabel")
        }
    }

    private func write(_ label: String, to files: [String], _ member: String) throws(RuntimeError) {
        guard let proc else { throw .invalid(member, "it needs procfs") }
        for (index, file) in files.enumerated() {
            do { return try ProcfsFile.write(label, to: file, in: proc) } catch
                where error.errno == .noSuchFileOrDirectory && index < files.count - 1
            {
                continue
            } catch {
                throw RuntimeError("\(member) '\(label)'", error)
            }
        }
    }
}

extension RuntimeSpec.ResourceLimit {
    /// Fewer open files than this would hinder the runtime itself before the program is executed.
    fileprivate static let fewFiles: UInt64 = 32
    fileprivate var isOfFewFiles: Bool { type == "RLIMIT_NOFILE" && soft <= hard && soft < Self.fewFiles }
}
