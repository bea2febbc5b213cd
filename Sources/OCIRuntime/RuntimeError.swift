package import Linux

/// Why the runtime did not do what it was asked to.
package struct RuntimeError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Code: UInt8, Sendable {
        /// The program is not in the container; clients exit 127.
        case commandNotFound = 1
        /// The program is there and cannot be run; clients exit 126.
        case commandNotExecutable
        /// The configuration asks for what cannot be given; the message names the member.
        case invalidConfiguration
        /// The container is not in a state that allows it.
        case notRunning
        case notFound
        case alreadyExists
        /// The system refused.
        case system
    }

    package let code: Code
    /// One line, worded as runc words it where clients read it.
    package let message: String
    package let cause: SystemCallError?
    /// Whether the process that was to be started says so, and not who starts it.
    package private(set) var isOfProcess = false
    /// What else went wrong, when what was there was cleared away: messages, which are to be logged.
    package private(set) var aftermath: [String] = []

    package init(_ code: Code, _ message: String, cause: SystemCallError? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// A refused system call, and what it was made for.
    package init(_ doing: String, _ cause: SystemCallError) {
        self.init(.system, "\(doing): \(cause)", cause: cause)
    }

    package var description: String { message }

    func ofProcess() -> RuntimeError {
        var error = self
        error.isOfProcess = true
        return error
    }

    func with(aftermath: [RuntimeError]) -> RuntimeError {
        var error = self
        error.aftermath += aftermath.map(\.message)
        return error
    }

    static func invalid(_ member: String, _ reason: String) -> RuntimeError {
        RuntimeError(.invalidConfiguration, "\(member): \(reason)")
    }
}

/// Runs `body`, and names what it was for in the error of a refused system call.
@discardableResult
func doing<Value: ~Copyable>(
    _ purpose: @autoclosure () -> String, _ body: () throws(SystemCallError) -> Value
) throws(RuntimeError) -> Value {
    do { return try body() } catch { throw RuntimeError(purpose(), error) }
}
