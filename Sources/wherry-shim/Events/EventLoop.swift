import CLinux
import Linux

/// Something that waits for a descriptor.
protocol Watcher: AnyObject {
    func ready(_ readiness: Readiness)
}

/// Waits for descriptors and tells their watchers, on the one thread that there is.
final class EventLoop {
    /// A watched descriptor. The number is never used twice, so that an event for a descriptor that was closed in the
    /// same round is not taken for one of its successor.
    struct Registration {
        fileprivate let token: UInt64
        fileprivate let raw: Int32
    }

    private static let eventsPerRound = 64

    private let epoll: Epoll
    private var watchers: [UInt64: any Watcher] = [:]
    private var deferred: Set<UInt64> = []
    private var lastToken: UInt64 = 0

    init() throws(SystemCallError) {
        epoll = try Epoll()
    }

    /// - Parameter deferred: tells `watcher` after all others of the same round.
    func watch(
        _ raw: Int32, _ interest: Readiness, deferred isDeferred: Bool = false, _ watcher: any Watcher
    ) throws(SystemCallError) -> Registration {
        lastToken += 1
        try epoll.add(raw, interest, token: lastToken)
        watchers[lastToken] = watcher
        if isDeferred { deferred.insert(lastToken) }
        return Registration(token: lastToken, raw: raw)
    }

    /// Changes what is waited for. An interest of nothing still reports a hang-up and an error.
    func change(_ registration: Registration, _ interest: Readiness) {
        do {
            try epoll.modify(registration.raw, interest, token: registration.token)
        } catch {
            Diagnostics.report("\(error)")
        }
    }

    /// To be called before the descriptor is closed.
    func unwatch(_ registration: Registration) {
        guard watchers.removeValue(forKey: registration.token) != nil else { return }
        deferred.remove(registration.token)
        do {
            try epoll.remove(registration.raw)
        } catch {
            Diagnostics.report("\(error)")
        }
    }

    /// Tells watchers until `isDone` answers true, which is asked after every round.
    ///
    /// - Parameter timeLimit: milliseconds that the next round may wait, if any.
    func run(until isDone: () -> Bool, timeLimit: () -> Int32?) throws(SystemCallError) {
        let events = UnsafeMutableBufferPointer<epoll_event>.allocate(capacity: Self.eventsPerRound)
        defer { events.deallocate() }
        while !isDone() {
            let count = try epoll.wait(events, milliseconds: timeLimit())
            tell(events.prefix(count)) { !deferred.contains($0) }
            tell(events.prefix(count)) { deferred.contains($0) }
        }
    }

    private func tell(_ events: Slice<UnsafeMutableBufferPointer<epoll_event>>, where belongs: (UInt64) -> Bool) {
        for event in events where belongs(event.data.u64) {
            watchers[event.data.u64]?.ready(Readiness(rawValue: event.events))
        }
    }
}
