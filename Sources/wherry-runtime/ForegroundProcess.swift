import Linux
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

/// A process that the runtime stays with until it ends.
enum ForegroundProcess {
    /// Signals that are passed on to the process; the runtime itself waits for its end.
    private static let forwarded = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2]

    /// Copies between the terminals where there is one, and passes signals on.
    ///
    /// - Returns: the exit code, or 128 + the signal that ended it.
    static func wait(_ process: inout CreatedProcess) throws -> Int32 {
        let signals = try SignalDescriptor(blocking: forwarded + [SIGWINCH])
        let relay = try process.terminal.raw.map { try TerminalRelay($0) }
        defer { relay?.end() }
        while true {
            var requests = [
                pollfd(fd: process.pidfd.raw, events: Int16(POLLIN), revents: 0),
                pollfd(fd: signals.raw, events: Int16(POLLIN), revents: 0),
            ]
            requests += relay?.requests ?? []
            try systemCall("poll") { poll(&requests, nfds_t(requests.count), -1) }
            while let signal = try signals.next() { pass(signal, process.pidfd.raw, relay) }
            relay?.copy(requests.dropFirst(2))
            if requests[0].revents != 0 { break }
        }
        relay?.drain()
        return exitCode(of: process.pid)
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

    static func detach(_ process: inout CreatedProcess, consoleSocket: String?) throws {
        guard let terminal = process.terminal.raw else { return }
        guard let consoleSocket else {
            try? ProcessDescriptor.signal(process.pidfd.raw, SIGKILL)
            throw RuntimeError(
                .invalidConfiguration, "cannot allocate tty if runc will detach without setting console socket")
        }
        try ConsoleArguments.send(terminal, to: consoleSocket)
    }
}
