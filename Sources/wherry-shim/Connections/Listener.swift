import CLinux
import Linux
import SystemPackage

/// Accepts clients, one a round and after the round's other events: what earlier clients have sent is served first.
final class Listener: Watcher {
    /// `nil` once it is closed, by what a client asks for perhaps, in the middle of accepting others.
    private var descriptor: OwnedDescriptor?
    private let loop: EventLoop
    private let onClient: (consuming OwnedDescriptor) throws(SystemCallError) -> Void
    private var registration: EventLoop.Registration?
    private var isPaused = false

    init(
        _ descriptor: consuming OwnedDescriptor, loop: EventLoop,
        onClient: @escaping (consuming OwnedDescriptor) throws(SystemCallError) -> Void
    ) throws(SystemCallError) {
        try descriptor.setNonBlocking()
        let raw = descriptor.raw
        self.descriptor = consume descriptor
        self.loop = loop
        self.onClient = onClient
        registration = try loop.watch(raw, .readable, deferred: true, self)
    }

    func ready(_ readiness: Readiness) {
        acceptOne()
    }

    /// Takes everyone who is in the queue.
    func acceptAll() {
        while acceptOne() {}
    }

    /// Goes on accepting, after there was no descriptor left for a client.
    func resume() {
        guard isPaused, let registration else { return }
        isPaused = false
        loop.change(registration, .readable)
    }

    /// Refuses everyone from here on: those in the queue too.
    func close() {
        if let registration { loop.unwatch(registration) }
        registration = nil
        descriptor = nil
    }

    /// - Returns: false when the queue is empty or the listener closed.
    @discardableResult
    private func acceptOne() -> Bool {
        guard let raw = descriptor.raw else { return false }
        do {
            try onClient(OwnedDescriptor(owning: try systemCall("accept4") { clinux_accept(raw) }))
        } catch {
            return refused(error)
        }
        return true
    }

    /// - Returns: whether to try again at once.
    private func refused(_ error: SystemCallError) -> Bool {
        switch error.errno {
        case .wouldBlock: return false
        case .connectionAbort: return true
        default:
            Diagnostics.report("no client can be taken for now: \(error)")
            isPaused = true
            if let registration { loop.change(registration, []) }
            return false
        }
    }
}
