import SystemPackage

/// A set of capabilities(7), a bit each.
package struct CapabilitySet: OptionSet, Hashable, Sendable {
    package let rawValue: UInt64
    package init(rawValue: UInt64) { self.rawValue = rawValue }

    /// All that this kernel may know and more: bits above its last are ignored where a set is only cut down to it.
    package static let names: [String] = [
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_DAC_READ_SEARCH", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_SETGID",
        "CAP_SETUID", "CAP_SETPCAP", "CAP_LINUX_IMMUTABLE", "CAP_NET_BIND_SERVICE", "CAP_NET_BROADCAST",
        "CAP_NET_ADMIN", "CAP_NET_RAW", "CAP_IPC_LOCK", "CAP_IPC_OWNER", "CAP_SYS_MODULE", "CAP_SYS_RAWIO",
        "CAP_SYS_CHROOT", "CAP_SYS_PTRACE", "CAP_SYS_PACCT", "CAP_SYS_ADMIN", "CAP_SYS_BOOT", "CAP_SYS_NICE",
        "CAP_SYS_RESOURCE", "CAP_SYS_TIME", "CAP_SYS_TTY_CONFIG", "CAP_MKNOD", "CAP_LEASE", "CAP_AUDIT_WRITE",
        "CAP_AUDIT_CONTROL", "CAP_SETFCAP", "CAP_MAC_OVERRIDE", "CAP_MAC_ADMIN", "CAP_SYSLOG", "CAP_WAKE_ALARM",
        "CAP_BLOCK_SUSPEND", "CAP_AUDIT_READ", "CAP_PERFMON", "CAP_BPF", "CAP_CHECKPOINT_RESTORE",
    ]

    /// One capability by its name in the style of `CAP_CHOWN`; `nil` when there is none of that name.
    package init?(name: String) {
        guard let bit = Self.names.firstIndex(of: name) else { return nil }
        rawValue = 1 << UInt64(bit)
    }

    /// All that this kernel has, as every process of a user namespace may have there: proc_sys_kernel(5),
    /// `cap_last_cap`.
    package static func known() throws(SystemCallError) -> CapabilitySet {
        let path = "/proc/sys/kernel/cap_last_cap"
        guard let last = UInt64(try SmallFile.read(path).prefix { $0.isNumber }), last < 63 else {
            throw SystemCallError("read", path, errno: .invalidArgument)
        }
        return CapabilitySet(rawValue: (2 << last) - 1)
    }

    package static let systemAdministration = CapabilitySet(rawValue: 1 << 21)
    package static let systemResources = CapabilitySet(rawValue: 1 << 24)

    package func contains(bit: Int) -> Bool { rawValue & (1 << UInt64(bit)) != 0 }
}
