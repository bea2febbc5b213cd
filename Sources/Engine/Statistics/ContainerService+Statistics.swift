extension ContainerService {
    /// A reading a second, the first at once, until the container is removed.
    package func statisticsStream(_ reference: String) async throws(EngineError) -> StatisticsStream {
        await (try index.find(reference)).statisticsStream()
    }

    /// One reading; an empty one when the container does not run.
    ///
    /// - Parameter compared: takes another a second before it, to compare it with.
    package func statistics(_ reference: String, compared: Bool) async throws(EngineError) -> ContainerStatistics {
        let container = try index.find(reference)
        guard compared else { return try await container.statistics() }
        var latest = ContainerStatistics(id: container.id, name: await container.record.name)
        var readings = await container.statisticsStream().makeAsyncIterator()
        repeat {
            guard let next = try await readings.next() else { break }
            latest = next
        } while latest.reading != nil && latest.previous == nil
        return latest
    }
}
