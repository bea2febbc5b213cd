import OCI

/// cgroup-v2.rst, "Memory".
enum MemoryV2: CgroupController {
    static let name = "memory"

    static func settings(for resources: RuntimeSpec.Resources) throws(CgroupError) -> [CgroupSetting] {
        guard let memory = resources.memory else { return [] }
        let prefix = "linux.resources.memory"
        try memory.checkServed()
        try refuse(memory.kernelTCP ?? 0 != 0, "\(prefix).kernelTCP")
        try refuse(memory.swappiness != nil, "\(prefix).swappiness")
        try refuse(memory.disableOOMKiller == true, "\(prefix).disableOOMKiller")
        var settings: [CgroupSetting] = []
        if let swap = try memory.swapAlone() {
            settings.append(CgroupSetting("memory.swap.max", Self.limit(swap), "\(prefix).swap"))
        }
        if let limit = memory.limit, limit != 0 {
            settings.append(CgroupSetting("memory.max", Self.limit(limit), "\(prefix).limit"))
        }
        if let reservation = memory.reservation, reservation != 0 {
            settings.append(CgroupSetting("memory.low", Self.limit(reservation), "\(prefix).reservation"))
        }
        return settings
    }

    static func read(_ files: CgroupFiles, into statistics: inout CgroupStatistics) {
        let events = files.table("memory.events")
        statistics.memory.usage = files.number("memory.current") ?? 0
        statistics.memory.maximumUsage = files.number("memory.peak")
        statistics.memory.limit = files.number("memory.max")
        statistics.memory.failures = events["max"]
        statistics.memory.oomKills = events["oom_kill"] ?? 0
        statistics.memory.details = files.table("memory.stat")
    }

    private static func limit(_ bytes: Int64) -> String { bytes < 0 ? "max" : "\(bytes)" }
}

extension RuntimeSpec.Memory {
    /// v2 limits swap by itself, the specification swap and memory together; -1 is no limit.
    func swapAlone() throws(CgroupError) -> Int64? {
        guard let swap = try checkedSwap(), swap != 0 else { return nil }
        guard swap > 0, let limit else { return -1 }
        return swap - limit
    }
}
