package import ShimProtocol
import Synchronization

/// Those who wait for a container to end, or to be gone.
final class ExitWaiters: Sendable {
    private struct Waiter {
        let condition: WaitCondition
        let continuation: AsyncStream<ExitStatus>.Continuation
    }
    private struct State {
        var waiting: [Int: Waiter] = [:]
        var next = 0
    }
    private let state = Mutex(State())

    /// How many wait.
    var count: Int { state.withLock { $0.waiting.count } }

    /// One who goes away before the end is forgotten.
    func add(_ condition: WaitCondition) -> PendingExit {
        let (stream, continuation) = AsyncStream<ExitStatus>.makeStream(bufferingPolicy: .bufferingOldest(1))
        let key = state.withLock { state in
            state.next += 1
            state.waiting[state.next] = Waiter(condition: condition, continuation: continuation)
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.waiting.removeValue(forKey: key) }
        }
        return PendingExit(stream: stream)
    }

    /// Tells those that wait for the end; with `removed`, the rest too.
    func resume(with status: ExitStatus, removed: Bool) {
        let told = state.withLock { state in
            let told = state.waiting.filter { removed || $0.value.condition != .removed }
            for key in told.keys { state.waiting[key] = nil }
            return told.values.map(\.continuation)
        }
        for continuation in told {
            continuation.yield(status)
            continuation.finish()
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
