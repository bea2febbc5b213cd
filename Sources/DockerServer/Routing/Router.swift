package import NIOCore
package import NIOHTTP1

/// Finds the route of a request, and gives each answer what all answers carry.
package struct Router: Sendable {
    package typealias Handler = @Sendable (HTTPRequest) async throws -> HTTPResponse

    private struct Route: Sendable {
        let method: HTTPMethod
        let pattern: PathPattern
        let query: Set<String>?
        let handler: Handler
    }

    private var routes: [Route] = []
    private let commonHeaders: HTTPHeaders
    private let failure: @Sendable (any Error) -> HTTPResponse

    /// - Parameters:
    ///   - headers: of every answer.
    ///   - failure: what an error is answered with.
    package init(
        headers: HTTPHeaders = [:], failure: @escaping @Sendable (any Error) -> HTTPResponse = HTTPResponse.init(error:)
    ) {
        commonHeaders = headers
        self.failure = failure
    }

    /// - Parameter query: the names of the query's parameters that `handler` reads; others are refused before it is
    ///   asked. `nil` leaves that to it.
    package mutating func on(
        _ method: HTTPMethod, _ pattern: String, query: Set<String>? = [], _ handler: @escaping Handler
    ) {
        routes.append(Route(method: method, pattern: PathPattern(pattern), query: query, handler: handler))
    }

    /// Answers one request; errors are answers too.
    package func respond(
        to head: HTTPRequestHead, body: RequestBody, on eventLoop: any EventLoop
    ) async -> HTTPResponse {
        var response: HTTPResponse
        do {
            response = try await dispatch(head, body, eventLoop)
        } catch {
            response = failure(error)
        }
        for header in commonHeaders where !response.headers.contains(name: header.name) {
            response.headers.add(name: header.name, value: header.value)
        }
        return response
    }

    private func dispatch(
        _ head: HTTPRequestHead, _ body: RequestBody, _ eventLoop: any EventLoop
    ) async throws -> HTTPResponse {
        let target = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let (version, encodedPath) = try APIVersion.split(target[0])
        guard let path = PercentEncoding.decode(encodedPath) else {
            throw ServerError(.badRequest, "invalid path '\(encodedPath)': not percent-encoded UTF-8")
        }
        guard let (route, parameters) = find(head.method, path) else { throw ServerError(.notFound, "page not found") }
        let request = HTTPRequest(
            method: head.method, path: path, query: try Query(target.count > 1 ? target[1] : ""), headers: head.headers,
            body: body, parameters: parameters, version: version, eventLoop: eventLoop)
        if let served = route.query { try request.query.validate(served: served) }
        return try await route.handler(request)
    }

    /// The first route that matches; HEAD is served where it was asked for by its own name only.
    private func find(_ method: HTTPMethod, _ path: String) -> (Route, [String: String])? {
        let segments = path.split(separator: "/", omittingEmptySubsequences: true)
        for route in routes where route.method == method {
            if let parameters = route.pattern.match(segments) { return (route, parameters) }
        }
        return nil
    }
}
