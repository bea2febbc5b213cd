import FoundationEssentials
import Linux

#if canImport(Glibc)
import Glibc
#endif

/// How the program fails: a line on standard error, the same in the log, and exit code 1.
enum Failure {
    struct Log {
        var path: String
        var isJSON: Bool
    }

    /// Set once, while the command line is parsed, in a program of one thread.
    nonisolated(unsafe) static var log: Log?

    private struct Entry: Encodable {
        var level = "error"
        var msg: String
        var time: String
    }

    static func end(_ message: String) -> Never {
        if let log { try? write(message, log) }
        let error = OwnedDescriptor(owning: STDERR_FILENO)
        try? error.write("wherry-runtime: \(message)\n".utf8)
        exit(1)
    }

    private static func write(_ message: String, _ log: Log) throws {
        let file = try OwnedDescriptor.open(log.path, O_WRONLY | O_CREAT | O_APPEND, mode: 0o644)
        let time = Timestamp.now().description
        guard log.isJSON else {
            return try file.write("time=\"\(time)\" level=error msg=\"\(escaped(message))\"\n".utf8)
        }
        try file.write(Array(try JSONEncoder().encode(Entry(msg: message, time: time))) + [UInt8(ascii: "\n")])
    }

    private static func escaped(_ message: String) -> String {
        message.reduce(into: "") { text, character in
            if character == "\"" || character == "\\" { text.append("\\") }
            text.append(character.isNewline ? " " : character)
        }
    }
}
