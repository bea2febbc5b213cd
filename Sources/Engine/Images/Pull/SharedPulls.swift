import OCI
import Registry
import Synchronization

/// Joins pulls of the same image by the same user: one does the work, all see its progress, and it is cancelled when
/// the last of them leaves.
final class SharedPulls: Sendable {
    struct Key: Hashable, Sendable {
        let reference: Reference
        let platform: Platform?
        let credentials: Credentials?
    }

    private struct Pull {
        let task: Task<PulledImage, any Error>
        let progress: ProgressFan
    }
    private let pulls = Mutex([Key: Pull]())

    func run(
        _ key: Key, progress: @escaping ImageProgress.Handler,
        _ work: @escaping @Sendable (@escaping ImageProgress.Handler) async throws -> PulledImage
    ) async throws -> PulledImage {
        let (pull, listener) = join(key, progress, work)
        return try await withTaskCancellationHandler {
            try await pull.task.value
        } onCancel: {
            leave(key, pull, listener)
        }
    }

    private func join(
        _ key: Key, _ handler: @escaping ImageProgress.Handler,
        _ work: @escaping @Sendable (@escaping ImageProgress.Handler) async throws -> PulledImage
    ) -> (pull: Pull, listener: Int) {
        pulls.withLock { pulls in
            if let pull = pulls[key], let listener = pull.progress.join(handler) { return (pull, listener) }
            let fan = ProgressFan()
            let listener = fan.join(handler) ?? 0
            let task = Task {
                defer { self.end(key, fan) }
                return try await work { fan.send($0) }
            }
            let pull = Pull(task: task, progress: fan)
            pulls[key] = pull
            return (pull, listener)
        }
    }

    private func leave(_ key: Key, _ pull: Pull, _ listener: Int) {
        guard pull.progress.leave(listener) else { return }
        end(key, pull.progress)
        pull.task.cancel()
    }

    private func end(_ key: Key, _ fan: ProgressFan) {
        fan.close()
        pulls.withLock { pulls in
            if pulls[key]?.progress === fan { pulls[key] = nil }
        }
    }
}

/// Tells progress to several listeners; one that comes late first hears how things stand.
final class ProgressFan: Sendable {
    private struct State {
        var listeners: [Int: ImageProgress.Handler] = [:]
        var next = 0
        /// The latest message of each id, in the order of first appearance.
        var latest: [ImageProgress] = []
        var isClosed = false
    }
    private let state = Mutex(State())

    /// - Returns: `nil` when it is over.
    func join(_ handler: @escaping ImageProgress.Handler) -> Int? {
        state.withLock { state in
            guard !state.isClosed else { return nil }
            for message in state.latest { handler(message) }
            state.next += 1
            state.listeners[state.next] = handler
            return state.next
        }
    }

    /// - Returns: whether that was the last one.
    func leave(_ listener: Int) -> Bool {
        state.withLock { state in
            guard state.listeners.removeValue(forKey: listener) != nil, state.listeners.isEmpty else { return false }
            state.isClosed = true
            return true
        }
    }

    func close() {
        state.withLock { $0.isClosed = true }
    }

    func send(_ message: ImageProgress) {
        state.withLock { state in
            if let known = state.latest.firstIndex(where: { $0.id == message.id && !$0.id.isEmpty }) {
                state.latest[known] = message
            } else {
                state.latest.append(message)
            }
            // Under the lock, so that everyone hears the messages in one order.
            for listener in state.listeners.values { listener(message) }
        }
    }
}
