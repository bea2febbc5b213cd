import JSON
import Linux
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

/// Where the program tells what is wrong: the file that `--log` names, or standard error.
struct Log {
    /// `nil` is standard error.
    var path: String?
    var isJSON = false
    /// Whether what is done is told, too.
    var hasDetails = false

    /// Set once, while the command line is parsed, in a program of one thread.
    nonisolated(unsafe) static var current = Log()
    private static let start = ContinuousClock.now

    static func debug(_ message: String) {
        if current.hasDetails { current.note(.debug, message) }
    }

    static func warn(_ message: String) { current.note(.warning, message) }
    static func error(_ message: String) { current.note(.error, message) }

    /// What other runtimes do not warn of: on standard error a client would take it for the container's.
    static func remark(_ message: String) {
        if current.path != nil { warn(message) } else { debug(message) }
    }

    /// Begins to count the time, and makes the file where it is not there.
    func open() throws(RuntimeError) {
        _ = Self.start
        if let path {
            do { _ = try Self.file(path) } catch { throw HostFile.failure("open", path, error) }
        }
        Self.current = self
    }

    private static func file(_ path: String) throws(SystemCallError) -> OwnedDescriptor {
        try OwnedDescriptor.open(path, O_WRONLY | O_CREAT | O_APPEND, mode: 0o644)
    }

    /// A log that cannot be written any more is nobody's failure.
    private func note(_ level: LogEntry.Level, _ message: String) {
        let entry = LogEntry(level, message, at: .now())
        guard let path else { return StandardError.write(line(entry, isTerminal: isatty(STDERR_FILENO) == 1)) }
        if let file = try? Self.file(path) { try? file.write(line(entry, isTerminal: isatty(file.raw) == 1)) }
    }

    private func line(_ entry: LogEntry, isTerminal: Bool) -> [UInt8] {
        let newline = [UInt8(ascii: "\n")]
        if isJSON { return entry.json() + newline }
        let seconds = Self.start.duration(to: .now).components.seconds
        return Array((isTerminal ? entry.colored(after: seconds) : entry.text).utf8) + newline
    }
}
