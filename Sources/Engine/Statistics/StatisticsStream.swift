/// What a container uses, a reading a second, the first at once, until the container is removed.
///
/// While the container does not run the readings are empty. One who takes them late misses some.
package struct StatisticsStream: AsyncSequence, Sendable {
    let container: Container
    let ticks: AsyncStream<Void>

    package func makeAsyncIterator() -> Iterator {
        Iterator(container: container, ticks: ticks.makeAsyncIterator())
    }

    package struct Iterator: AsyncIteratorProtocol {
        let container: Container
        var ticks: AsyncStream<Void>.Iterator
        var previous: UsageReading?

        package mutating func next() async throws(EngineError) -> ContainerStatistics? {
            guard await ticks.next() != nil else { return nil }
            var statistics = try await container.statistics()
            statistics.previous = previous
            previous = statistics.reading
            return statistics
        }
    }
}

/// The beat at which readings are taken.
enum Ticks {
    static let interval = Duration.seconds(1)

    /// Ticks at once and then every `interval`, until `end` comes. A tick that no one has taken by the next is lost.
    static func every(_ interval: Duration, until end: PendingExit) -> AsyncStream<Void> {
        let (ticks, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let source = Task {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { _ = await end.status() }
                group.addTask {
                    var next = ContinuousClock.now
                    repeat {
                        continuation.yield()
                        next += interval
                        try? await Task.sleep(until: next, clock: .continuous)
                    } while !Task.isCancelled
                }
                await group.next()
                group.cancelAll()
            }
            continuation.finish()
        }
        continuation.onTermination = { _ in source.cancel() }
        return ticks
    }
}
