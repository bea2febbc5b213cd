import ShimProtocol

/// The memory cgroup of a process, to learn whether the kernel killed for want of memory in it.
struct MemoryCgroup {
    /// The file with a line `oom_kill COUNT`: `memory.oom_control` of v1, `memory.events` of v2.
    let eventsFile: String

    /// - Parameter text: the process's `/proc/PID/cgroup`; see cgroups(7).
    /// - Returns: `nil` when the process is in the root cgroup, whose events are not its own.
    init?(procText text: String) {
        let entries = text.split(separator: "\n").map {
            $0.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        }
        let v1 = entries.first { $0.count == 3 && $0[1].split(separator: ",").contains("memory") }
        let v2 = entries.first { $0.count == 3 && $0[0] == "0" }
        if let path = v1?[2], path != "/" {
            eventsFile = "/sys/fs/cgroup/memory\(path)/memory.oom_control"
        } else if v1 == nil, let path = v2?[2], path != "/" {
            eventsFile = "/sys/fs/cgroup\(path)/memory.events"
        } else {
            return nil
        }
    }

    init?(pid: Int32) {
        guard let text = try? RunDirectory.read("/proc/\(pid)/cgroup") else { return nil }
        self.init(procText: String(decoding: text, as: UTF8.self))
    }

    /// Whether the kernel has killed a process there; also false when the cgroup is gone.
    var hasKilled: Bool {
        guard let text = try? RunDirectory.read(eventsFile) else { return false }
        return Self.killCount(in: String(decoding: text, as: UTF8.self)) > 0
    }

    static func killCount(in text: String) -> Int {
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 2, words[0] == "oom_kill" { return Int(words[1]) ?? 0 }
        }
        return 0
    }
}
