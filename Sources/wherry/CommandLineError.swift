/// Why a command could not be carried out, worded for the person who typed it.
struct CommandLineError: Error, CustomStringConvertible {
    enum Code: Equatable {
        /// What was typed, or a file that it names, is not understood.
        case invalidArgument
        /// No engine answers at the address.
        case engineUnreachable
        /// The engine answered with this HTTP status.
        case refused(status: Int)
        /// The engine's answer is not what the protocol allows.
        case protocolViolation
        /// A file, terminal or process of this machine failed.
        case system
        /// The person typed the detach keys, and the status of what goes on is not known.
        case detached
    }

    let code: Code
    /// One line: the thing, the value and what is wrong with it.
    let message: String
    /// The way out, where there is one to tell.
    let hint: String?
    let cause: (any Error)?

    init(_ code: Code, _ message: String, hint: String? = nil, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
        self.cause = cause
    }

    var description: String {
        let reason = cause.map { "\(message): \($0)" } ?? message
        return hint.map { "\(reason) (\($0))" } ?? reason
    }

    /// Docker's words, which scripts look for.
    static let detached = CommandLineError(.detached, "read escape sequence")

    static func invalid(_ message: String, hint: String? = nil) -> CommandLineError {
        CommandLineError(.invalidArgument, message, hint: hint)
    }
}
