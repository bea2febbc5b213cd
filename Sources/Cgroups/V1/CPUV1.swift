import OCI

/// sched-design-CFS.rst and sched-bwc.rst, by cgroup v1.
enum CPUV1: CgroupController {
    static let name = "cpu"
    static let isAlwaysUsed = true

    /// The period before the quota: a quota is refused that its period does not fit.
    static func settings(for resources: RuntimeSpec.Resources) throws(CgroupError) -> [CgroupSetting] {
        guard let cpu = resources.cpu else { return [] }
        try checkShares(cpu.shares)
        var settings: [CgroupSetting] = []
        func add(_ file: String, _ value: (some BinaryInteger & CustomStringConvertible)?, _ member: String) {
            guard let value, value != 0 else { return }
            settings.append(CgroupSetting("cpu.\(file)", value, "linux.resources.cpu.\(member)"))
        }
        add("shares", cpu.shares, "shares")
        add("cfs_period_us", cpu.period, "period")
        add("cfs_quota_us", cpu.quota, "quota")
        add("cfs_burst_us", cpu.burst, "burst")
        add("rt_period_us", cpu.realtimePeriod, "realtimePeriod")
        add("rt_runtime_us", cpu.realtimeRuntime, "realtimeRuntime")
        add("idle", cpu.idle, "idle")
        return settings
    }

    /// The kernel would take the nearest that there are. 0 is none asked for.
    private static func checkShares(_ shares: UInt64?) throws(CgroupError) {
        guard let shares, shares != 0 else { return }
        let member = "linux.resources.cpu.shares: \(shares)"
        if shares < 2 { throw CgroupError(.invalidValue, "\(member): the minimum allowed cpu-shares is 2") }
        if shares > 262_144 { throw CgroupError(.invalidValue, "\(member): the maximum allowed cpu-shares is 262144") }
    }

    static func read(_ files: CgroupFiles, into statistics: inout CgroupStatistics) {
        let table = files.table("cpu.stat")
        statistics.cpu.periods = table["nr_periods"] ?? 0
        statistics.cpu.throttledPeriods = table["nr_throttled"] ?? 0
        statistics.cpu.throttledTime = table["throttled_time"] ?? 0
    }
}

/// cpuacct.rst: it only counts.
enum CPUAccountingV1: CgroupController {
    static let name = "cpuacct"
    static let isAlwaysUsed = true

    static func settings(for resources: RuntimeSpec.Resources) -> [CgroupSetting] { [] }

    static func read(_ files: CgroupFiles, into statistics: inout CgroupStatistics) {
        statistics.cpu.total = files.number("cpuacct.usage") ?? 0
        statistics.cpu.user = files.number("cpuacct.usage_user") ?? 0
        statistics.cpu.kernel = files.number("cpuacct.usage_sys") ?? 0
        let perProcessor = files.text("cpuacct.usage_percpu")?.split(whereSeparator: \.isWhitespace) ?? []
        statistics.cpu.perProcessor = perProcessor.compactMap { UInt64($0) }
    }
}
