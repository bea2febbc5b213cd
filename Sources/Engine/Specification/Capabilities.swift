/// What a container may do as its root, by capabilities(7).
enum Capabilities {
    /// Docker's default set.
    static let standard = [
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FSETID", "CAP_FOWNER", "CAP_MKNOD", "CAP_NET_RAW", "CAP_SETGID",
        "CAP_SETUID",
        "CAP_SETFCAP", "CAP_SETPCAP", "CAP_NET_BIND_SERVICE", "CAP_SYS_CHROOT", "CAP_KILL", "CAP_AUDIT_WRITE",
    ]

    /// Every capability of Linux 5.9 and later, in the order of their numbers.
    static let all = [
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_DAC_READ_SEARCH", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_SETGID",
        "CAP_SETUID", "CAP_SETPCAP", "CAP_LINUX_IMMUTABLE", "CAP_NET_BIND_SERVICE", "CAP_NET_BROADCAST",
        "CAP_NET_ADMIN",
        "CAP_NET_RAW", "CAP_IPC_LOCK", "CAP_IPC_OWNER", "CAP_SYS_MODULE", "CAP_SYS_RAWIO", "CAP_SYS_CHROOT",
        "CAP_SYS_PTRACE",
        "CAP_SYS_PACCT", "CAP_SYS_ADMIN", "CAP_SYS_BOOT", "CAP_SYS_NICE", "CAP_SYS_RESOURCE", "CAP_SYS_TIME",
        "CAP_SYS_TTY_CONFIG", "CAP_MKNOD", "CAP_LEASE", "CAP_AUDIT_WRITE", "CAP_AUDIT_CONTROL", "CAP_SETFCAP",
        "CAP_MAC_OVERRIDE", "CAP_MAC_ADMIN", "CAP_SYSLOG", "CAP_WAKE_ALARM", "CAP_BLOCK_SUSPEND", "CAP_AUDIT_READ",
        "CAP_PERFMON", "CAP_BPF", "CAP_CHECKPOINT_RESTORE",
    ]

    /// - Throws: `invalidArgument` naming the first capability that Linux does not have.
    static func effective(
        added: [String], dropped: [String], privileged: Bool, available: Set<String>
    ) throws(EngineError) -> [String] {
        let add = try added.map { name throws(EngineError) in try normalized(name) }
        let drop = try dropped.map { name throws(EngineError) in try normalized(name) }
        var set: Set<String>
        if privileged || add.contains("ALL") {
            set = Set(all)
        } else {
            set = drop.contains("ALL") ? [] : Set(standard)
            set.formUnion(add)
        }
        if !privileged { set.subtract(drop) }
        return all.filter { set.contains($0) && available.contains($0) }
    }

    /// `net_admin` → `CAP_NET_ADMIN`; `ALL` stays.
    private static func normalized(_ name: String) throws(EngineError) -> String {
        let upper = name.uppercased()
        if upper == "ALL" { return upper }
        let full = upper.hasPrefix("CAP_") ? upper : "CAP_" + upper
        guard all.contains(full) else {
            throw EngineError(.invalidArgument, "unknown capability: \"\(name)\"")
        }
        return full
    }
}
