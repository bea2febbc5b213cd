import CLinux
import Linux
import SystemPackage

/// Accepts clients, one a round and after the round's other events: what earlier clients have sent is served first.
final class Listener: Watcher {
    private let descriptor: OwnedDescriptor
    private let loop: EventLoop
    private let onClient: (consuming OwnedDescriptor) throws(SystemCallError) -> Void
    private var registration: EventLoop.Registration?
    private var isPaused = false

    init(
        _ descriptor: consuming OwnedDescriptor, loop: EventLoop,
        onClient: @escaping (consuming OwnedDescriptor) throws(SystemCallError) -> Void
    ) throws(SystemCallError) {
        try descriptor.setNonBlocking()
        self.descriptor = descriptor
        self.loop = loop
        self.onClient = onClient
        registration = try loop.watch(self.descriptor.raw, .readable, deferred: true, self)
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

    func close() {
        if let registration { loop.unwatch(registration) }
        registration = nil
    }

    /// - Returns: false when the queue is empty.
    @discardableResult
    private func acceptOne() -> Bool {
        do {
            try onClient(OwnedDescriptor(owning: try systemCall("accept4") { clinux_accept(descriptor.raw) }))
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
