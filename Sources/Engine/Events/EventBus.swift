import Linux
import Synchronization

/// Tells subscribers what happens, and keeps the latest for those who ask about the past.
package final class EventBus: Sendable {
    /// How many events are kept for `since`.
    private static let kept = 256
    /// How far a subscriber may fall behind before its oldest events are dropped.
    private static let backlog = 1024

    private struct State {
        var recent: [Event] = []
        var subscribers: [Int: AsyncStream<Event>.Continuation] = [:]
        var next = 0
    }
    private let state = Mutex(State())

    package init() {}

    package func publish(
        _ subject: Event.Subject, _ action: String, id: String, attributes: [String: String] = [:]
    ) {
        let event = Event(
            subject: subject, action: action, id: id, attributes: attributes,
            time: Timestamp.now().nanosecondsSince1970)
        let subscribers = state.withLock { state in
            state.recent.append(event)
            if state.recent.count > Self.kept { state.recent.removeFirst() }
            return Array(state.subscribers.values)
        }
        for subscriber in subscribers { subscriber.yield(event) }
    }

    /// The kept events from `since` on (nanoseconds since 1970; `nil` is none of them), then those to come, without a
    /// gap.
    package func subscribe(since: Int64? = nil) -> AsyncStream<Event> {
        let (stream, continuation) = AsyncStream<Event>.makeStream(bufferingPolicy: .bufferingNewest(Self.backlog))
        let key = state.withLock { state in
            if let since {
                for event in state.recent where event.time >= since { continuation.yield(event) }
            }
            state.next += 1
            state.subscribers[state.next] = continuation
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.subscribers.removeValue(forKey: key) }
        }
        return stream
    }
}
