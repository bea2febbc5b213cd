/// Why the engine did not do what it was asked.
package struct EngineError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is; a server maps it to its own status.
    package enum Code: Sendable {
        /// The request itself is wrong: a malformed name, number, unit or combination.
        case invalidArgument
        /// The named thing does not exist.
        case notFound
        /// The request is right and the thing's present state or another thing forbids it.
        case conflict
        /// The thing already is as asked.
        case notModified
        case unauthorized, forbidden
        /// What it depends on (a registry, a disk) cannot serve now.
        case unavailable
        /// The request asks for what this engine does not serve.
        case notImplemented
        /// The program is not in the container (a client exits 127).
        case commandNotFound
        /// The program is there and cannot be run (a client exits 126).
        case commandNotExecutable
        case cancelled
        case `internal`
    }

    package let code: Code
    /// One line: what, which value, what to do.
    package let message: String
    package let cause: (any Error)?

    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    package var description: String { message }
}

extension EngineError {
    /// `error` as it is when it is one of ours, else wrapped with what was being done.
    package static func wrapping(_ error: any Error, _ code: Code = .internal, while action: String) -> EngineError {
        (error as? EngineError) ?? EngineError(code, "\(action): \(error)", cause: error)
    }
}
