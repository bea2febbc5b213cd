#if canImport(Glibc)
import Glibc
#endif

/// The end by a signal of a process that is the first of its pid namespace.
package enum FirstProcessEnd {
    /// Those that end a program of Go's when they come from another process, so that runc's waiting process ends too.
    private static let signals = [
        SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGTERM, SIGSTKFLT, SIGSYS,
    ]

    /// Has the caller end at signals that end any other process: the kernel spares the first one of a namespace what it
    /// has no handler for, see pid_namespaces(7). A program that is executed has none of this: execve(2).
    package static func enable() {
        guard getpid() == 1 else { return }
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in _exit(2) }
        for number in signals {
            _ = try? systemCall("rt_sigaction", "\(number)") { sigaction(number, &action, nil) }
        }
    }
}
