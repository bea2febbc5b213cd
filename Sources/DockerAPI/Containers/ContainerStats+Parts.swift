package import JSON

package struct CPUStats: WireObject {
    package var cpuUsage = CPUUsage()
    /// The whole machine's processor time, in nanoseconds.
    package var systemCPUUsage = 0
    package var onlineCPUs = 0
    package var throttlingData = ThrottlingData()

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("cpu_usage", &cpuUsage)
        try members.omitEmpty("system_cpu_usage", &systemCPUUsage)
        try members.omitEmpty("online_cpus", &onlineCPUs)
        try members.field("throttling_data", &throttlingData)
    }
}

/// In nanoseconds.
package struct CPUUsage: WireObject {
    package var totalUsage = 0
    package var percpuUsage: [Int] = []
    package var usageInKernelmode = 0
    package var usageInUsermode = 0

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("total_usage", &totalUsage)
        try members.omitEmpty("percpu_usage", &percpuUsage)
        try members.field("usage_in_kernelmode", &usageInKernelmode)
        try members.field("usage_in_usermode", &usageInUsermode)
    }
}

package struct ThrottlingData: WireObject {
    package var periods = 0
    package var throttledPeriods = 0
    /// In nanoseconds.
    package var throttledTime = 0

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("periods", &periods)
        try members.field("throttled_periods", &throttledPeriods)
        try members.field("throttled_time", &throttledTime)
    }
}

/// In bytes.
package struct MemoryStats: WireObject {
    package var usage = 0
    package var maxUsage = 0
    /// The lines of the controller's `memory.stat`.
    package var stats: [String: Int] = [:]
    package var failcnt = 0
    package var limit = 0

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.omitEmpty("usage", &usage)
        try members.omitEmpty("max_usage", &maxUsage)
        try members.omitEmpty("stats", &stats)
        try members.omitEmpty("failcnt", &failcnt)
        try members.omitEmpty("limit", &limit)
    }
}

package struct BlkioStats: WireObject {
    package var ioServiceBytesRecursive: [BlkioStatEntry] = []
    package var ioServicedRecursive: [BlkioStatEntry] = []
    package var ioQueueRecursive: [BlkioStatEntry] = []
    package var ioServiceTimeRecursive: [BlkioStatEntry] = []
    package var ioWaitTimeRecursive: [BlkioStatEntry] = []
    package var ioMergedRecursive: [BlkioStatEntry] = []
    package var ioTimeRecursive: [BlkioStatEntry] = []
    package var sectorsRecursive: [BlkioStatEntry] = []

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.nullIfEmpty("io_service_bytes_recursive", &ioServiceBytesRecursive)
        try members.nullIfEmpty("io_serviced_recursive", &ioServicedRecursive)
        try members.nullIfEmpty("io_queue_recursive", &ioQueueRecursive)
        try members.nullIfEmpty("io_service_time_recursive", &ioServiceTimeRecursive)
        try members.nullIfEmpty("io_wait_time_recursive", &ioWaitTimeRecursive)
        try members.nullIfEmpty("io_merged_recursive", &ioMergedRecursive)
        try members.nullIfEmpty("io_time_recursive", &ioTimeRecursive)
        try members.nullIfEmpty("sectors_recursive", &sectorsRecursive)
    }
}

package struct BlkioStatEntry: WireObject {
    package var major = 0
    package var minor = 0
    package var op = ""
    package var value = 0

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("major", &major)
        try members.field("minor", &minor)
        try members.field("op", &op)
        try members.field("value", &value)
    }
}

package struct NetworkStats: WireObject {
    package var rxBytes = 0
    package var rxPackets = 0
    package var rxErrors = 0
    package var rxDropped = 0
    package var txBytes = 0
    package var txPackets = 0
    package var txErrors = 0
    package var txDropped = 0

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("rx_bytes", &rxBytes)
        try members.field("rx_packets", &rxPackets)
        try members.field("rx_errors", &rxErrors)
        try members.field("rx_dropped", &rxDropped)
        try members.field("tx_bytes", &txBytes)
        try members.field("tx_packets", &txPackets)
        try members.field("tx_errors", &txErrors)
        try members.field("tx_dropped", &txDropped)
    }
}
