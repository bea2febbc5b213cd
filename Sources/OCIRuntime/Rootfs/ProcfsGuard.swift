import Linux

/// What may be mounted inside procfs: a file there could otherwise be hidden from those who guard by it.
enum ProcfsGuard {
    /// Files that programs such as lxcfs replace.
    private static let allowed: Set<String> = [
        "/proc/cpuinfo", "/proc/diskstats", "/proc/meminfo", "/proc/stat", "/proc/swaps", "/proc/uptime",
        "/proc/loadavg", "/proc/slabinfo", "/proc/net/dev", "/proc/sys/kernel/ns_last_pid",
        "/proc/sys/crypto/fips_enabled",
    ]

    static func check(_ target: Int32, _ plan: MountPlan) throws(RuntimeError) {
        let type = try doing("mount target \(plan.destination)") { () throws(SystemCallError) in
            try FilesystemType(of: target)
        }
        if type == .proc, plan.destination != "/proc", !allowed.contains(plan.destination) {
            throw .invalid("mounts", "'\(plan.destination)' is inside procfs")
        }
    }
}
