import Cgroups
import DockerAPI
import Engine
import Linux
import Networking

extension ContainerStatistics {
    var wire: ContainerStats {
        var stats = ContainerStats()
        stats.id = id
        stats.name = "/" + name
        stats.read = reading?.time.description ?? never
        stats.preread = previous?.time.description ?? never
        stats.precpuStats = previous?.wireProcessors ?? CPUStats()
        guard let reading else { return stats }
        stats.pidsStats.current = Int(clamping: reading.usage.pids.current)
        stats.pidsStats.limit = reading.usage.pids.limit
        stats.blkioStats.ioServiceBytesRecursive = reading.usage.io.bytes.map(\.wire)
        stats.blkioStats.ioServicedRecursive = reading.usage.io.operations.map(\.wire)
        stats.cpuStats = reading.wireProcessors
        stats.memoryStats = reading.wireMemory
        stats.networks = reading.interfaces.mapValues(\.wire)
        return stats
    }
}

extension UsageReading {
    fileprivate var wireProcessors: CPUStats {
        var stats = CPUStats()
        stats.cpuUsage.totalUsage = Int(clamping: usage.cpu.total)
        stats.cpuUsage.percpuUsage = usage.cpu.perProcessor.map(Int.init(clamping:))
        stats.cpuUsage.usageInKernelmode = Int(clamping: usage.cpu.kernel)
        stats.cpuUsage.usageInUsermode = Int(clamping: usage.cpu.user)
        stats.systemCPUUsage = Int(clamping: processors.total)
        stats.onlineCPUs = processors.count
        stats.throttlingData.periods = Int(clamping: usage.cpu.periods)
        stats.throttlingData.throttledPeriods = Int(clamping: usage.cpu.throttledPeriods)
        stats.throttlingData.throttledTime = Int(clamping: usage.cpu.throttledTime)
        return stats
    }

    /// The use with what the kernel can drop at any time: clients take that off themselves.
    fileprivate var wireMemory: MemoryStats {
        var stats = MemoryStats()
        stats.usage = Int(clamping: usage.memory.usage)
        stats.maxUsage = Int(clamping: usage.memory.maximumUsage ?? 0)
        stats.stats = usage.memory.details.mapValues(Int.init(clamping:))
        stats.failcnt = Int(clamping: usage.memory.failures ?? 0)
        stats.limit = Int(clamping: memoryLimit)
        return stats
    }
}

extension CgroupStatistics.IOCount {
    fileprivate var wire: BlkioStatEntry {
        var entry = BlkioStatEntry()
        entry.major = Int(clamping: major)
        entry.minor = Int(clamping: minor)
        entry.op = operation
        entry.value = Int(clamping: value)
        return entry
    }
}

extension LinkStatistics {
    fileprivate var wire: NetworkStats {
        var stats = NetworkStats()
        stats.rxBytes = Int(clamping: receivedBytes)
        stats.rxPackets = Int(clamping: receivedPackets)
        stats.rxErrors = Int(clamping: receiveErrors)
        stats.rxDropped = Int(clamping: receiveDropped)
        stats.txBytes = Int(clamping: sentBytes)
        stats.txPackets = Int(clamping: sentPackets)
        stats.txErrors = Int(clamping: sendErrors)
        stats.txDropped = Int(clamping: sendDropped)
        return stats
    }
}
