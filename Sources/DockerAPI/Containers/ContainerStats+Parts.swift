package struct CPUStats: WireObject {
    @Field package var cpuUsage: CPUUsage
    /// The whole machine's processor time, in nanoseconds.
    @OmitEmpty package var systemCPUUsage: Int
    @OmitEmpty package var onlineCPUs: Int
    @Field package var throttlingData: ThrottlingData

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case cpuUsage = "cpu_usage", systemCPUUsage = "system_cpu_usage", onlineCPUs = "online_cpus"
        case throttlingData = "throttling_data"
    }
}

/// In nanoseconds.
package struct CPUUsage: WireObject {
    @Field package var totalUsage: Int
    @OmitEmpty package var percpuUsage: [Int]
    @Field package var usageInKernelmode: Int
    @Field package var usageInUsermode: Int

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case totalUsage = "total_usage", percpuUsage = "percpu_usage", usageInKernelmode = "usage_in_kernelmode"
        case usageInUsermode = "usage_in_usermode"
    }
}

package struct ThrottlingData: WireObject {
    @Field package var periods: Int
    @Field package var throttledPeriods: Int
    /// In nanoseconds.
    @Field package var throttledTime: Int

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case periods, throttledPeriods = "throttled_periods", throttledTime = "throttled_time"
    }
}

/// In bytes.
package struct MemoryStats: WireObject {
    @OmitEmpty package var usage: Int
    @OmitEmpty package var maxUsage: Int
    /// The lines of the controller's `memory.stat`.
    @OmitEmpty package var stats: [String: Int]
    @OmitEmpty package var failcnt: Int
    @OmitEmpty package var limit: Int

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case usage, maxUsage = "max_usage", stats, failcnt, limit
    }
}

package struct BlkioStats: WireObject {
    @NullIfEmpty package var ioServiceBytesRecursive: [BlkioStatEntry]
    @NullIfEmpty package var ioServicedRecursive: [BlkioStatEntry]
    @NullIfEmpty package var ioQueueRecursive: [BlkioStatEntry]
    @NullIfEmpty package var ioServiceTimeRecursive: [BlkioStatEntry]
    @NullIfEmpty package var ioWaitTimeRecursive: [BlkioStatEntry]
    @NullIfEmpty package var ioMergedRecursive: [BlkioStatEntry]
    @NullIfEmpty package var ioTimeRecursive: [BlkioStatEntry]
    @NullIfEmpty package var sectorsRecursive: [BlkioStatEntry]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case ioServiceBytesRecursive = "io_service_bytes_recursive", ioServicedRecursive = "io_serviced_recursive"
        case ioQueueRecursive = "io_queue_recursive", ioServiceTimeRecursive = "io_service_time_recursive"
        case ioWaitTimeRecursive = "io_wait_time_recursive", ioMergedRecursive = "io_merged_recursive"
        case ioTimeRecursive = "io_time_recursive", sectorsRecursive = "sectors_recursive"
    }
}

package struct BlkioStatEntry: WireObject {
    @Field package var major: Int
    @Field package var minor: Int
    @Field package var op: String
    @Field package var value: Int

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case major, minor, op, value
    }
}

package struct NetworkStats: WireObject {
    @Field package var rxBytes: Int
    @Field package var rxPackets: Int
    @Field package var rxErrors: Int
    @Field package var rxDropped: Int
    @Field package var txBytes: Int
    @Field package var txPackets: Int
    @Field package var txErrors: Int
    @Field package var txDropped: Int

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case rxBytes = "rx_bytes", rxPackets = "rx_packets", rxErrors = "rx_errors", rxDropped = "rx_dropped"
        case txBytes = "tx_bytes", txPackets = "tx_packets", txErrors = "tx_errors", txDropped = "tx_dropped"
    }
}
