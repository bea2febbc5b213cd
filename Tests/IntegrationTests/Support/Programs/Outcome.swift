/// How a program ended, and what it wrote.
struct Outcome: Sendable {
    /// The exit code, or 128 + the signal that ended it.
    let status: Int32
    let output: String
    let error: String
    var isLate = false

    init(status: Int32, output: [UInt8], error: [UInt8], isLate: Bool = false) {
        self.status = status
        self.output = String(decoding: output, as: UTF8.self)
        self.error = String(decoding: error, as: UTF8.self)
        self.isLate = isLate
    }

    /// The output without the newlines at its end.
    var text: String {
        String(output.reversed().drop { $0.isNewline }.reversed())
    }

    var lines: [String] {
        output.split(whereSeparator: \.isNewline).map(String.init)
    }
}

struct ProgramFailure: Error, CustomStringConvertible {
    let description: String

    init(_ arguments: [String], _ what: String, _ outcome: Outcome) {
        description = """
            \(arguments.joined(separator: " ")): \(what); status \(outcome.status)
            stdout: \(outcome.output.suffix(4000))
            stderr: \(outcome.error.suffix(4000))
            """
    }
}
