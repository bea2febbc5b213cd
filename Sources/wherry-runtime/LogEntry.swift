import JSON
import Linux

/// A line of a log in one of the forms that logrus has: runc's clients read those.
struct LogEntry: JSONWritable {
    enum Level: String {
        case debug, info, warning, error

        /// Of what a terminal shows; see console_codes(4).
        fileprivate var color: Int {
            switch self {
            case .debug: 37
            case .info: 36
            case .warning: 33
            case .error: 31
            }
        }
    }

    let level: Level
    let message: String
    /// In whole seconds, as logrus tells it.
    let time: Timestamp

    init(_ level: Level, _ message: String, at time: Timestamp) {
        self.level = level
        self.message = message
        self.time = Timestamp(seconds: time.seconds)
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.required("level", level.rawValue)
            writer.required("msg", message)
            writer.required("time", time.description)
        }
    }

    var text: String { "time=\"\(time)\" level=\(level.rawValue) msg=\(Self.quoted(message))" }

    /// For a terminal.
    ///
    /// - Parameter seconds: since the program began.
    func colored(after seconds: Int64) -> String {
        let name = level.rawValue.prefix(4).uppercased()
        let count = "\(seconds)"
        let zeros = String(repeating: "0", count: max(4 - count.count, 0))
        let shown = message.hasSuffix("\n") ? message.dropLast() : message[...]
        let padding = String(repeating: " ", count: max(44 - shown.unicodeScalars.count, 0))
        return "\u{1b}[\(level.color)m\(name)\u{1b}[0m[\(zeros)\(count)] \(shown)\(padding) "
    }

    /// A word stands as it is, anything else as Go quotes it; what is not UTF-8 is U+FFFD by now.
    private static func quoted(_ text: String) -> String {
        let isWord = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "-._/@^+".utf8.contains(byte)
            }
        }
        if isWord { return text }
        return text.unicodeScalars.reduce(into: "\"") { $0 += escaped($1) } + "\""
    }

    private static let escapes: [Unicode.Scalar: String] = [
        "\"": "\\\"", "\\": "\\\\", "\u{7}": "\\a", "\u{8}": "\\b", "\u{c}": "\\f", "\n": "\\n", "\r": "\\r",
        "\t": "\\t", "\u{b}": "\\v",
    ]

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        if let escape = escapes[scalar] { return escape }
        if isPrintable(scalar) { return String(scalar) }
        let digits = String(scalar.value, radix: 16)
        let (form, width) = scalar.value < 0x80 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
        return "\\" + form + String(repeating: "0", count: width - digits.count) + digits
    }

    /// As `unicode.IsPrint` of Go: of spaces, that of ASCII alone.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return (0x20..<0x7f).contains(scalar.value) }
        return switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            false
        default: true
        }
    }
}
