import Linux

#if canImport(Glibc)
import Glibc
#endif

/// How the program fails: a line on standard error, the same in the log, and an exit code.
enum Failure {
    /// - Parameter code: 1, but 255 where a program of exit code 1 could be meant.
    static func end(_ message: String, code: Int32 = 1) -> Never {
        if let log = Log.open { try? log.write(message, level: "error") }
        let error = OwnedDescriptor(owning: STDERR_FILENO)
        try? error.write("wherry-runtime: \(message)\n".utf8)
        exit(code)
    }
}
