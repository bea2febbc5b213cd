import Engine
import NIOHTTP1

extension HTTPResponse {
    /// What an error is answered with: its status, and its message in Docker's form.
    package init(error: any Error) {
        switch error {
        case let error as ServerError where error.code == .notModified: self.init(.notModified)
        case let error as ServerError: self = .failure(error.code.status, error.message)
        default: self = .failure(.internalServerError, "\(error)")
        }
    }
}
