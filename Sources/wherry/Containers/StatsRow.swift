import DockerAPI

/// A reading of a container's use of the machine, in a list.
struct StatsRow {
    static let fields: [Listing.Field] = [
        .init("Container", "CONTAINER"), .init("ID", "CONTAINER ID"), .init("Name", "NAME"), .init("CPUPerc", "CPU %"),
        .init("MemUsage", "MEM USAGE / LIMIT"), .init("MemPerc", "MEM %"), .init("NetIO", "NET I/O"),
        .init("BlockIO", "BLOCK I/O"), .init("PIDs", "PIDS"),
    ]
    static let columns = ["ID", "Name", "CPUPerc", "MemUsage", "MemPerc", "NetIO", "BlockIO", "PIDs"]

    private let stats: ContainerStats
    private let isWhole: Bool

    init(_ stats: ContainerStats, isWhole: Bool) {
        self.stats = stats
        self.isWhole = isWhole
    }

    var texts: [String: String] {
        let id = isWhole ? stats.id : ShortText.id(stats.id)
        let received = stats.networks.values.reduce(0) { $0 + $1.rxBytes }
        let sent = stats.networks.values.reduce(0) { $0 + $1.txBytes }
        return [
            "Container": id, "ID": id, "Name": String(stats.name.drop { $0 == "/" }),
            "CPUPerc": "\(Decimals.fixed(processorShare * 100, 2))%",
            "MemUsage": "\(ByteSize.binary(memory)) / \(ByteSize.binary(stats.memoryStats.limit))",
            "MemPerc": "\(Decimals.fixed(memoryShare * 100, 2))%",
            "NetIO": "\(ByteSize.decimal(received)) / \(ByteSize.decimal(sent))",
            "BlockIO": "\(ByteSize.decimal(transferred("read"))) / \(ByteSize.decimal(transferred("write")))",
            "PIDs": String(stats.pidsStats.current),
        ]
    }

    /// Of one processor: 2 is two whole ones.
    private var processorShare: Double {
        let used = stats.cpuStats.cpuUsage.totalUsage - stats.precpuStats.cpuUsage.totalUsage
        let passed = stats.cpuStats.systemCPUUsage - stats.precpuStats.systemCPUUsage
        guard used > 0, passed > 0 else { return 0 }
        let processors = max(stats.cpuStats.onlineCPUs, stats.cpuStats.cpuUsage.percpuUsage.count, 1)
        return Double(used) / Double(passed) * Double(processors)
    }

    /// Without the files that the kernel can drop from its cache at any time (named as v1 and v2 have it).
    private var memory: Int {
        let inactive = stats.memoryStats.stats["total_inactive_file"] ?? stats.memoryStats.stats["inactive_file"] ?? 0
        return inactive < stats.memoryStats.usage ? stats.memoryStats.usage - inactive : stats.memoryStats.usage
    }

    private var memoryShare: Double {
        stats.memoryStats.limit > 0 ? Double(memory) / Double(stats.memoryStats.limit) : 0
    }

    private func transferred(_ operation: String) -> Int {
        stats.blkioStats.ioServiceBytesRecursive.filter { $0.op.lowercased() == operation }.reduce(0) { $0 + $1.value }
    }
}
