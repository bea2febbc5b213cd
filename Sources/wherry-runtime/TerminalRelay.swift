import CLinux
import Linux

#if canImport(Glibc)
import Glibc
#endif

/// Copies between the caller's terminal and a container's.
final class TerminalRelay {
    private let master: Int32
    /// Held open so that the master never reports a hang-up: a process may close its terminal, and open it again.
    private let slave: OwnedDescriptor
    private var saved: termios?
    private var readsInput = true

    init(_ master: Int32) throws {
        self.master = master
        slave = try PseudoTerminal.slave(of: master)
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return }
        saved = settings
        cfmakeraw(&settings)
        tcsetattr(STDIN_FILENO, TCSANOW, &settings)
        resize()
    }

    var requests: [pollfd] {
        [
            pollfd(fd: master, events: Int16(POLLIN), revents: 0),
            pollfd(fd: readsInput ? STDIN_FILENO : -1, events: Int16(POLLIN), revents: 0),
        ]
    }

    func copy(_ requests: ArraySlice<pollfd>) {
        for request in requests where request.revents != 0 {
            let isOutput = request.fd == master
            if !copy(from: request.fd, to: isOutput ? STDOUT_FILENO : master), !isOutput { readsInput = false }
        }
    }

    /// What the terminal still holds when the process has ended.
    func drain() {
        var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        while poll(&request, 1, 0) > 0, request.revents & Int16(POLLIN) != 0, copy(from: master, to: STDOUT_FILENO) {}
    }

    func resize() {
        var size = winsize()
        guard ioctl(STDIN_FILENO, UInt(TIOCGWINSZ), &size) == 0 else { return }
        try? PseudoTerminal.resize(master, columns: size.ws_col, rows: size.ws_row)
    }

    func end() {
        if var saved { tcsetattr(STDIN_FILENO, TCSANOW, &saved) }
    }

    /// - Returns: whether there is more to come.
    private func copy(from source: Int32, to target: Int32) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 32_768)
        let count = read(source, &buffer, buffer.count)
        guard count > 0 else { return false }
        var written = 0
        while written < count {
            let result = buffer[written..<count].withUnsafeBytes { write(target, $0.baseAddress, $0.count) }
            if result < 0 && errno != EINTR { return false }
            written += max(result, 0)
        }
        return true
    }
}
