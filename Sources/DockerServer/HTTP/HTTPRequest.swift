package import NIOCore
package import NIOHTTP1

/// A request as a route sees it.
package struct HTTPRequest: Sendable {
    package let method: HTTPMethod
    /// Percent-decoded, without the version's prefix.
    package let path: String
    package let query: Query
    package let headers: HTTPHeaders
    package let body: RequestBody
    /// What the route's pattern matched, by name.
    package let parameters: [String: String]
    /// The API version that the client asked for; ``APIVersion/newest`` where it asked for none.
    package let version: APIVersion
    /// The connection's; a stream that is to be joined with the client's lives there too.
    package let eventLoop: any EventLoop

    /// Whether the client asks for another protocol on this connection, as attach and exec do.
    package var asksForUpgrade: Bool { headers.contains(name: "Upgrade") }

    /// - Throws: ``ServerError`` `badRequest` where the route's pattern has no such parameter.
    package func parameter(_ name: String) throws(ServerError) -> String {
        guard let value = parameters[name], !value.isEmpty else {
            throw ServerError(.badRequest, "the path has no \(name)")
        }
        return value
    }
}
