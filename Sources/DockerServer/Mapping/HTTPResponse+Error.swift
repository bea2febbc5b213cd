import DockerAPI
import Engine
package import NIOHTTP1

extension HTTPResponse {
    /// What an error is answered with: its status, and its message in Docker's form.
    package init(error: any Error) {
        switch error {
        case let error as ServerError: self = .failure(error.code.status, error.message)
        case let error as EngineError: self = .failure(error.code.status, error.message)
        case let error as FiltersError: self = .failure(.badRequest, error.description)
        default: self = .failure(.internalServerError, "\(error)")
        }
    }

    package static func failure(_ status: HTTPResponseStatus, _ message: String) -> HTTPResponse {
        guard status.mayHaveResponseBody else { return HTTPResponse(status) }
        var error = ErrorMessage()
        error.message = message
        return json(error, status: status)
    }
}
