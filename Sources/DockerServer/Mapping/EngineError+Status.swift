import Engine
import NIOHTTP1

extension EngineError.Code {
    /// As dockerd answers such a failure.
    var status: HTTPResponseStatus {
        switch self {
        case .invalidArgument, .commandNotFound, .commandNotExecutable: .badRequest
        case .notFound: .notFound
        case .conflict: .conflict
        case .notModified: .notModified
        case .unauthorized: .unauthorized
        case .forbidden: .forbidden
        case .unavailable: .serviceUnavailable
        case .notImplemented: .notImplemented
        case .cancelled, .internal: .internalServerError
        }
    }
}
