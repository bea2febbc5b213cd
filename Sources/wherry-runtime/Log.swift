import JSON
import Linux
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

/// The file that clients read errors from, in lines as logrus writes them.
struct Log {
    var path: String
    var isJSON: Bool

    /// Set once, while the command line is parsed, in a program of one thread.
    nonisolated(unsafe) static var open: Log?

    private struct Entry: JSONWritable {
        let level: String
        let message: String
        let time: String

        func write(to writer: inout JSONWriter) {
            writer.object { writer in
                writer.required("level", level)
                writer.required("msg", message)
                writer.required("time", time)
            }
        }
    }

    static func debug(_ message: String) { note(message, level: "debug") }
    static func warn(_ message: String) { note(message, level: "warning") }

    /// To the log where there is one, and to standard error otherwise.
    private static func note(_ message: String, level: String) {
        guard let log = open else {
            let error = OwnedDescriptor(owning: STDERR_FILENO)
            try? error.write("wherry-runtime: \(level): \(message)\n".utf8)
            return _ = error.release()
        }
        try? log.write(message, level: level)
    }

    private static func file(_ path: String) throws(SystemCallError) -> OwnedDescriptor {
        try OwnedDescriptor.open(path, O_WRONLY | O_CREAT | O_APPEND, mode: 0o644)
    }

    /// That the file can be written; it is made where it is not there.
    static func check(_ path: String) throws(RuntimeError) {
        do { _ = try file(path) } catch { throw RuntimeError(.invalidConfiguration, "--log: \(error)", cause: error) }
    }

    func write(_ message: String, level: String) throws {
        let file = try Self.file(path)
        let time = Timestamp.now().description
        guard isJSON else {
            return try file.write("time=\"\(time)\" level=\(level) msg=\"\(Self.escaped(message))\"\n".utf8)
        }
        let entry = Entry(level: level, message: message, time: time)
        try file.write(entry.json() + [UInt8(ascii: "\n")])
    }

    private static func escaped(_ message: String) -> String {
        message.reduce(into: "") { text, character in
            if character == "\"" || character == "\\" { text.append("\\") }
            text.append(character.isNewline ? " " : character)
        }
    }
}
