import OCI
import Synchronization

/// What keeps transfers of layers out of each other's way: few at once, and one of each blob.
struct Transfers: Sendable {
    /// As dockerd's `max-concurrent-downloads` and `max-concurrent-uploads`.
    let downloads = Gate<Direction>(limit: 3)
    let uploads = Gate<Direction>(limit: 5)
    let blobs = Gate<Digest>(limit: 1)

    enum Direction { case all }
}

/// Lets so many tasks at once through for each key; the others wait in order, until they are cancelled.
final class Gate<Key: Hashable & Sendable>: Sendable {
    private struct Queue {
        var inside = 0
        var waiting: [(ticket: UInt64, continuation: CheckedContinuation<Bool, Never>)] = []
    }
    private struct State {
        var queues: [Key: Queue] = [:]
        var tickets: UInt64 = 0
        /// Cancelled before they waited.
        var cancelled: Set<UInt64> = []
    }
    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) {
        self.limit = limit
    }

    func pass<Value>(_ key: Key, _ body: () async throws -> Value) async throws -> Value {
        try await enter(key)
        defer { leave(key) }
        return try await body()
    }

    private func enter(_ key: Key) async throws {
        try Task.checkCancellation()
        let ticket = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        let entered = await withTaskCancellationHandler {
            await withCheckedContinuation { wait(key, ticket, $0) }
        } onCancel: {
            cancel(key, ticket)
        }
        state.withLock { _ = $0.cancelled.remove(ticket) }
        guard entered else { throw CancellationError() }
    }

    private func wait(_ key: Key, _ ticket: UInt64, _ continuation: CheckedContinuation<Bool, Never>) {
        let answer: Bool? = state.withLock { state in
            if state.cancelled.contains(ticket) { return false }
            if state.queues[key, default: Queue()].inside < limit {
                state.queues[key, default: Queue()].inside += 1
                return true
            }
            state.queues[key, default: Queue()].waiting.append((ticket, continuation))
            return nil
        }
        if let answer { continuation.resume(returning: answer) }
    }

    private func cancel(_ key: Key, _ ticket: UInt64) {
        let waiting = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard let place = state.queues[key]?.waiting.firstIndex(where: { $0.ticket == ticket }) else {
                state.cancelled.insert(ticket)
                return nil
            }
            return state.queues[key]?.waiting.remove(at: place).continuation
        }
        waiting?.resume(returning: false)
    }

    /// Hands the place to the next in line.
    private func leave(_ key: Key) {
        let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard var queue = state.queues[key] else { return nil }
            defer { state.queues[key] = queue.inside == 0 ? nil : queue }
            if !queue.waiting.isEmpty { return queue.waiting.removeFirst().continuation }
            queue.inside -= 1
            return nil
        }
        next?.resume(returning: true)
    }
}
