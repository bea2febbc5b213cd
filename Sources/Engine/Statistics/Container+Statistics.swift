import Networking

extension Container {
    /// A reading of now, with none to compare it with.
    func statistics() async throws(EngineError) -> ContainerStatistics {
        var statistics = ContainerStatistics(id: id, name: record.name)
        guard record.state.phase == .running else { return statistics }
        let record = self.record
        let endpoint = await networkEndpoint()
        let reader = UsageReader(network: services.launcher.network)
        statistics.reading = try await services.work.run(while: "read what container \(record.name) uses") {
            try reader.read(record, endpoint: endpoint)
        }
        return statistics
    }

    /// Readings until the container is removed.
    func statisticsStream(every interval: Duration = Ticks.interval) -> StatisticsStream {
        StatisticsStream(container: self, ticks: Ticks.every(interval, until: waiters.add(.removed)))
    }

    /// Its place on the bridge, or that of the container whose network it shares.
    private func networkEndpoint() async -> Endpoint? {
        var seen: Set = [id]
        var record = self.record
        while case .container(let reference) = record.configuration.network {
            guard let other = try? services.find(reference), seen.insert(other.id).inserted else { return nil }
            record = await other.record
        }
        return record.state.endpoint
    }
}
