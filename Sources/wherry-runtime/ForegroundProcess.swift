import Linux
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

/// A process that the runtime stays with until it ends.
struct ForegroundProcess: ~Copyable {
    /// Signals that are passed on to the process; the runtime itself waits for its end. Left out are those that cannot
    /// be caught, that tell the runtime of its own children, terminal and sockets, and two of the C library's.
    private static let forwarded = (1...64).filter {
        ![SIGKILL, SIGSTOP, SIGCHLD, SIGURG, SIGWINCH, 32, 33].contains($0)
    }
    private let signals: SignalDescriptor

    /// To be made before the process is: a signal that comes meanwhile is kept for it.
    init() throws {
        signals = try SignalDescriptor(blocking: Self.forwarded + [SIGWINCH])
    }

    /// Copies between the terminals where there is one, and passes signals and notifications on.
    ///
    /// - Returns: the exit code, or 128 + the signal that ended it.
    borrowing func wait(for process: inout CreatedProcess) throws -> Int32 {
        let notifications = try ServiceNotifications(process.notifications.take())
        let relay = try process.terminal.raw.map { try TerminalRelay($0) }
        defer { relay?.end() }
        while true {
            var requests = [
                pollfd(fd: process.pidfd.raw, events: Int16(POLLIN), revents: 0),
                pollfd(fd: signals.raw, events: Int16(POLLIN), revents: 0),
                pollfd(fd: notifications.raw, events: Int16(POLLIN), revents: 0),
            ]
            requests += relay?.requests ?? []
            try systemCall("poll") { poll(&requests, nfds_t(requests.count), -1) }
            while let signal = try signals.next() { Self.pass(signal, process.pidfd.raw, relay) }
            // The runtime stays what the manager watches.
            if requests[2].revents != 0 { _ = try notifications.pass(mainPID: getpid()) }
            relay?.copy(requests.dropFirst(3))
            // What it said last is read first.
            if requests[0].revents != 0, requests[2].revents == 0 { break }
        }
        relay?.drain()
        return Self.exitCode(of: process.pid)
    }

    private static func pass(_ signal: Int32, _ pidfd: Int32, _ relay: TerminalRelay?) {
        if signal == SIGWINCH { return relay?.resize() ?? () }
        try? ProcessDescriptor.signal(pidfd, signal)
    }

    private static func exitCode(of pid: Int32) -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) == -1 && errno == EINTR {}
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }
}
