import Glibc
import Linux

/// Takes the signals that come to the shim: SIGCHLD is news of children, and those that end a session end nothing here.
final class SignalWatcher: Watcher {
    private static let taken = [SIGCHLD, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGUSR1, SIGUSR2]

    private let descriptor: SignalDescriptor
    private let loop: EventLoop
    private let onChild: () -> Void
    private var registration: EventLoop.Registration?

    init(loop: EventLoop, onChild: @escaping () -> Void) throws(SystemCallError) {
        descriptor = try SignalDescriptor(blocking: Self.taken)
        self.loop = loop
        self.onChild = onChild
        registration = try loop.watch(descriptor.raw, .readable, self)
    }

    func ready(_ readiness: Readiness) {
        var isAboutChildren = false
        do {
            while let signal = try descriptor.next() {
                if signal == SIGCHLD { isAboutChildren = true }
            }
        } catch {
            Diagnostics.report("\(error)")
        }
        if isAboutChildren { onChild() }
    }

    func close() {
        if let registration { loop.unwatch(registration) }
        registration = nil
    }
}
