import CLinux
import Linux
import SystemPackage

/// Accepts clients, one a round and after the round's other events: what earlier clients have sent is served first.
final class Listener: Watcher {
    private let descriptor: OwnedDescriptor
    private let loop: EventLoop
    private let onClient: (consuming OwnedDescriptor) throws(SystemCallError) -> Void
    private var registration: EventLoop.Registration?

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
            if error.errno == .wouldBlock { return false }
            Diagnostics.report("\(error)")
        }
        return true
    }
}
