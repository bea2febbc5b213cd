import DockerAPI
import Engine

extension Resources {
    init(_ host: HostConfig) throws(ServerError) {
        self.init()
        memory = try Self.natural(host.memory, "Memory")
        memorySwap = try Self.natural(host.memorySwap, "MemorySwap", orUnlimited: true)
        memoryReservation = try Self.natural(host.memoryReservation, "MemoryReservation")
        cpuShares = UInt64(try Self.natural(host.cpuShares, "CpuShares"))
        cpuPeriod = UInt64(try Self.natural(host.cpuPeriod, "CpuPeriod"))
        cpuQuota = try Self.natural(host.cpuQuota, "CpuQuota", orUnlimited: true)
        nanoCPUs = try Self.natural(host.nanoCPUs, "NanoCpus")
        cpusetCPUs = host.cpusetCPUs
        cpusetMemories = host.cpusetMems
        pidsLimit = max(0, try Self.natural(host.pidsLimit ?? 0, "PidsLimit", orUnlimited: true))
        oomScoreAdjustment = try Self.oomScore(host.oomScoreAdj)
        if nanoCPUs > 0, cpuPeriod > 0 || cpuQuota != 0 {
            throw ServerError(
                .badRequest, "Conflicting options: Nano CPUs and CPU period or quota cannot both be set")
        }
        ulimits = host.ulimits.map { .init(name: $0.name, soft: Int64($0.soft), hard: Int64($0.hard)) }
    }

    private static func oomScore(_ value: Int) throws(ServerError) -> Int? {
        guard (-1000...1000).contains(value) else {
            throw ServerError(.badRequest, "Invalid value \(value), range for oom score adj is [-1000, 1000]")
        }
        return value == 0 ? nil : value
    }

    private static func natural(_ value: Int, _ name: String, orUnlimited: Bool = false) throws(ServerError) -> Int64 {
        guard value >= 0 || (orUnlimited && value == -1) else {
            throw ServerError(
                .badRequest, "invalid HostConfig.\(name) \(value): expected 0\(orUnlimited ? ", -1" : "") or more")
        }
        return Int64(value)
    }
}
