import Images
import OCI
import Registry
import Snapshots

extension BlockingWork {
    /// As `run`, with the failures of the image libraries in the engine's words.
    func images<Value: Sendable>(
        _ action: String, _ body: @escaping @Sendable () throws -> Value
    ) async throws(EngineError) -> Value {
        try await run(while: action) {
            do { return try body() } catch { throw EngineError.image(error, while: action) }
        }
    }

    /// As `images`, to the end even when the task is cancelled, or was before: for what clears up.
    func imagesUninterrupted(_ action: String, _ body: @escaping @Sendable () throws -> Void) async throws(EngineError)
    {
        let work = self
        let outcome = await Task { () async -> EngineError? in
            do throws(EngineError) { try await work.images(action, body) } catch { return error }
            return nil
        }.value
        if let outcome { throw outcome }
    }
}

extension EngineError {
    /// - Parameter action: what was being done; said where the failure itself does not name it.
    static func image(_ error: any Error, while action: String) -> EngineError {
        switch error {
        case let error as EngineError where error.cause is CancellationError: image(CancellationError(), while: action)
        case let error as EngineError: error
        case let error as OCIError: EngineError(error.engineCode, error.description, cause: error)
        case let error as ImagesError: EngineError(error.engineCode, error.message, cause: error)
        case let error as SnapshotError: EngineError(error.engineCode, error.message, cause: error)
        case let error as RegistryError: EngineError(error.engineCode, error.description, cause: error)
        case is CancellationError: EngineError(.cancelled, "\(action) was cancelled", cause: error)
        default: EngineError.wrapping(error, while: action)
        }
    }
}

extension OCIError {
    fileprivate var engineCode: EngineError.Code {
        code == .unsupported ? .notImplemented : .invalidArgument
    }
}

extension ImagesError {
    fileprivate var engineCode: EngineError.Code {
        switch code {
        case .notFound: .notFound
        case .busy: .conflict
        case .digestMismatch, .sizeMismatch, .limitExceeded: .invalidArgument
        case .noSpace: .unavailable
        case .corrupt, .database, .system: .internal
        }
    }
}

extension SnapshotError {
    fileprivate var engineCode: EngineError.Code {
        switch code {
        case .invalidArchive, .invalidCompression, .digestMismatch, .limitExceeded, .invalidArgument: .invalidArgument
        case .noSpace: .unavailable
        case .notFound, .alreadyExists, .inUse, .abandoned, .system: .internal
        }
    }
}

extension RegistryError {
    fileprivate var engineCode: EngineError.Code {
        switch code {
        case .unauthorized: .unauthorized
        // Docker's registry does not tell a repository that is not there from one that may not be seen.
        case .denied, .notFound: .notFound
        case .tooManyRequests, .unavailable, .stalled, .interrupted, .unreachable, .tls: .unavailable
        case .digestMismatch, .sizeMismatch, .malformed, .rejected, .invalidConfiguration: .invalidArgument
        case .unsupported: .notImplemented
        }
    }
}
