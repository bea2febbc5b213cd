import OCI

/// cgroup-v2.rst, "CPU".
enum CPUV2: CgroupController {
    static let name = "cpu"

    static func settings(for resources: RuntimeSpec.Resources) throws(CgroupError) -> [CgroupSetting] {
        guard let cpu = resources.cpu else { return [] }
        let prefix = "linux.resources.cpu"
        try refuse(cpu.realtimeRuntime ?? 0 != 0, "\(prefix).realtimeRuntime")
        try refuse(cpu.realtimePeriod ?? 0 != 0, "\(prefix).realtimePeriod")
        var settings: [CgroupSetting] = []
        if let shares = cpu.shares, shares != 0 {
            settings.append(CgroupSetting("cpu.weight", weight(shares: shares), "\(prefix).shares"))
        }
        if cpu.quota ?? 0 != 0 || cpu.period ?? 0 != 0 {
            let quota = cpu.quota.flatMap { $0 > 0 ? "\($0)" : nil } ?? "max"
            let period = cpu.period.flatMap { $0 > 0 ? $0 : nil } ?? 100_000
            settings.append(CgroupSetting("cpu.max", "\(quota) \(period)", "\(prefix).quota"))
        }
        if let burst = cpu.burst { settings.append(CgroupSetting("cpu.max.burst", burst, "\(prefix).burst")) }
        if let idle = cpu.idle { settings.append(CgroupSetting("cpu.idle", idle, "\(prefix).idle")) }
        return settings
    }

    /// Shares of 2 to 262144 onto weights of 1 to 10000, linearly, as all runtimes map them.
    static func weight(shares: UInt64) -> UInt64 {
        1 + ((min(max(shares, 2), 262_144) - 2) * 9999) / 262_142
    }

    static func read(_ files: CgroupFiles, into statistics: inout CgroupStatistics) {
        let table = files.table("cpu.stat")
        func nanoseconds(_ key: String) -> UInt64 {
            (table[key] ?? 0).multipliedReportingOverflow(by: 1000).partialValue
        }
        statistics.cpu.total = nanoseconds("usage_usec")
        statistics.cpu.user = nanoseconds("user_usec")
        statistics.cpu.kernel = nanoseconds("system_usec")
        statistics.cpu.periods = table["nr_periods"] ?? 0
        statistics.cpu.throttledPeriods = table["nr_throttled"] ?? 0
        statistics.cpu.throttledTime = nanoseconds("throttled_usec")
    }
}

/// cgroup-v2.rst, "Cpuset".
enum CPUSetV2: CgroupController {
    static let name = "cpuset"

    static func settings(for resources: RuntimeSpec.Resources) -> [CgroupSetting] {
        CPUSetV1.settings(for: resources)
    }
}
