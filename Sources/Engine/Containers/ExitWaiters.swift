package import ShimProtocol

/// Those who wait for a container to end, or to be gone.
struct ExitWaiters {
    private struct Waiter {
        let condition: WaitCondition
        let continuation: AsyncStream<ExitStatus>.Continuation
    }
    private var waiting: [Int: Waiter] = [:]
    private var next = 0

    mutating func add(_ condition: WaitCondition) -> PendingExit {
        let (stream, continuation) = AsyncStream<ExitStatus>.makeStream(bufferingPolicy: .bufferingOldest(1))
        next += 1
        waiting[next] = Waiter(condition: condition, continuation: continuation)
        return PendingExit(stream: stream)
    }

    /// Tells those that wait for the end; with `removed`, the rest too.
    mutating func resume(with status: ExitStatus, removed: Bool) {
        for (key, waiter) in waiting where removed || waiter.condition != .removed {
            waiter.continuation.yield(status)
            waiter.continuation.finish()
            waiting[key] = nil
        }
    }
}

/// An end to come.
package struct PendingExit: Sendable {
    let stream: AsyncStream<ExitStatus>

    static func already(_ status: ExitStatus) -> PendingExit {
        let (stream, continuation) = AsyncStream<ExitStatus>.makeStream()
        continuation.yield(status)
        continuation.finish()
        return PendingExit(stream: stream)
    }

    /// - Returns: `nil` when the caller's task was cancelled first.
    package func status() async -> ExitStatus? {
        for await status in stream { return status }
        return nil
    }

    /// - Returns: whether the end came within `limit`; `nil` waits for ever.
    func comes(within limit: Duration?) async -> Bool {
        guard let limit else { return await status() != nil }
        return await withTaskGroup(of: Bool.self) { group in
            group.addTask { await status() != nil }
            group.addTask {
                try? await Task.sleep(for: limit)
                return false
            }
            let first = await group.next() ?? false
            group.cancelAll()
            return first
        }
    }
}
