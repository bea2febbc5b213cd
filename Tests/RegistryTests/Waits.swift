import Synchronization

/// The waits that a policy asked for, none of which was waited.
final class Waits: Sendable {
    private let durations = Mutex<[Duration]>([])

    func add(_ duration: Duration) {
        durations.withLock { $0.append(duration) }
    }

    var all: [Duration] { durations.withLock { $0 } }
}
