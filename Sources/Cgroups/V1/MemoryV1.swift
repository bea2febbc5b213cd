import OCI

/// memory.rst, "Memory Resource Controller" of cgroup v1.
enum MemoryV1: CgroupController {
    static let name = "memory"
    static let isAlwaysUsed = true

    /// Above this the kernel means no limit: the largest multiple of a page in 63 bits, less any page size in use.
    private static let unlimited: UInt64 = 0x7fff_ffff_ffff_0000

    static func settings(for resources: RuntimeSpec.Resources) throws(CgroupError) -> [CgroupSetting] {
        guard let memory = resources.memory else { return [] }
        try memory.checkServed()
        var settings: [CgroupSetting] = []
        func add(_ file: String, _ value: Int64?, _ member: String) {
            guard let value, value != 0 else { return }
            settings.append(CgroupSetting("memory.\(file)", value, "linux.resources.memory.\(member)"))
        }
        add("limit_in_bytes", memory.limit, "limit")
        add("memsw.limit_in_bytes", try memory.checkedSwap(), "swap")
        add("soft_limit_in_bytes", memory.reservation, "reservation")
        add("kmem.tcp.limit_in_bytes", memory.kernelTCP, "kernelTCP")
        if let swappiness = memory.swappiness {
            settings.append(CgroupSetting("memory.swappiness", swappiness, "linux.resources.memory.swappiness"))
        }
        if memory.disableOOMKiller == true {
            settings.append(CgroupSetting("memory.oom_control", 1, "linux.resources.memory.disableOOMKiller"))
        }
        return settings
    }

    static func swapSettings(_ swap: Int64?) -> [CgroupSetting] {
        guard let swap, swap != 0 else { return [] }
        return [CgroupSetting("memory.memsw.limit_in_bytes", swap, "linux.resources.memory.swap")]
    }

    static func read(_ files: CgroupFiles, into statistics: inout CgroupStatistics) {
        statistics.memory.usage = files.number("memory.usage_in_bytes") ?? 0
        statistics.memory.maximumUsage = files.number("memory.max_usage_in_bytes")
        statistics.memory.limit = files.number("memory.limit_in_bytes").flatMap { $0 < unlimited ? $0 : nil }
        statistics.memory.failures = files.number("memory.failcnt")
        statistics.memory.oomKills = files.table("memory.oom_control")["oom_kill"] ?? 0
        statistics.memory.details = files.table("memory.stat")
    }
}

extension RuntimeSpec.Memory {
    /// What no kernel of today does.
    func checkServed() throws(CgroupError) {
        // What the kernel uses for a container counts to its limit, which therefore is one of that too.
        if let kernel, kernel > 0, limit.map({ $0 <= 0 || $0 > kernel }) ?? true {
            throw CgroupError(
                .unsupported,
                "linux.resources.memory.kernel: the kernel counts its own memory with the container's, "
                    + "which needs a limit of \(kernel) or less")
        }
        if useHierarchy == false {
            throw CgroupError(.unsupported, "linux.resources.memory.useHierarchy: cgroups are always hierarchical")
        }
    }

    /// The limit of memory and swap together, which is never below that of memory alone.
    func checkedSwap() throws(CgroupError) -> Int64? {
        guard let swap, swap > 0 else { return swap }
        let member = "linux.resources.memory.swap"
        guard let limit, limit > 0 else {
            throw CgroupError(.invalidValue, "\(member): \(swap) is set without linux.resources.memory.limit")
        }
        guard swap >= limit else {
            throw CgroupError(.invalidValue, "\(member): \(swap) counts memory too, and is below its limit \(limit)")
        }
        return swap
    }
}
