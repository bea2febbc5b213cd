package import NIOHTTP1

/// Why a request is refused, as the client reads it.
package struct ServerError: Error, CustomStringConvertible {
    package enum Code: Sendable {
        case badRequest, notFound, conflict, payloadTooLarge, internalError, notImplemented, unavailable, notModified

        package var status: HTTPResponseStatus {
            switch self {
            case .badRequest: .badRequest
            case .notFound: .notFound
            case .conflict: .conflict
            case .payloadTooLarge: .payloadTooLarge
            case .internalError: .internalServerError
            case .notImplemented: .notImplemented
            case .unavailable: .serviceUnavailable
            case .notModified: .notModified
            }
        }
    }

    package let code: Code
    package let message: String
    package let cause: (any Error)?

    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    package var description: String { message }
}
