import Cgroups
import Linux
import Networking

/// Reads what a container uses of the machine. Blocking; keeps nothing.
struct UsageReader: Sendable {
    let network: BridgeNetwork

    /// - Parameter endpoint: where the container is on the bridge; `nil` when it has no network of its own to count.
    /// - Returns: `nil` when the container has ended meanwhile.
    func read(_ record: ContainerRecord, endpoint: Endpoint?) throws -> UsageReading? {
        guard let cgroup = try record.cgroup() else { return nil }
        let usage = cgroup.statistics()
        let processors = try ProcessorTime.read()
        let reading = UsageReading(
            time: .now(), usage: usage, machineMemory: UInt64(HostInformation.machineMemory), processors: processors,
            interfaces: try interfaces(of: endpoint))
        // A cgroup that goes while it is read counts as nothing in part.
        return ContainerCgroup(existing: cgroup.placement) == cgroup ? reading : nil
    }

    private func interfaces(of endpoint: Endpoint?) throws -> [String: LinkStatistics] {
        guard let endpoint, let statistics = try network.statistics(of: endpoint) else { return [:] }
        return [BridgeNetwork.containerInterface: statistics]
    }
}
