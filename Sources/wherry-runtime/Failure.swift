#if canImport(Glibc)
import Glibc
#endif

/// How the program fails: an entry of the log, which is standard error unless `--log` names a file, and an exit code.
enum Failure {
    /// - Parameter code: 1, but 255 where a program of exit code 1 could be meant.
    static func end(_ message: String, code: Int32 = 1) -> Never {
        Log.error(message)
        // Who only looks there is to find the reason, too.
        if Log.current.path != nil {
            StandardError.write(Array((message.hasSuffix("\n") ? message : message + "\n").utf8))
        }
        exit(code)
    }
}
