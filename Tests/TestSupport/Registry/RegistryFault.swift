package import NIOCore
package import NIOHTTP1

/// A way to fail.
package enum RegistryFault: Sendable {
    /// Sends this many bytes of the body, then nothing, and holds the connection.
    case stall(after: Int)
    /// Sends this many bytes of the body, then closes the connection.
    case cut(after: Int)
    /// Takes this many bytes of the request's body, then closes the connection without an answer.
    case drop(after: Int)
    /// Answers with this status instead.
    case status(Int, headers: [String: String] = [:])
    /// Flips a bit of the body's first byte.
    case wrongBytes
    /// Sends this many bytes after the body, as part of it.
    case longer(by: Int)
    /// Sends the body in chunks, without its length.
    case unsized
    /// Sends another digest in `Docker-Content-Digest`.
    case wrongDigestHeader
    case withoutDigestHeader
    /// Sends everything, whatever range was asked for.
    case ignoresRange
    /// Answers 307 to the same path at another `scheme://host:port`.
    case redirect(to: String)
}

/// A request as it arrived.
package struct RecordedRequest: Sendable {
    package let method: String
    /// Without the query.
    package let path: String
    package let query: [String: [String]]
    package let headers: HTTPHeaders
    package let body: ByteBuffer

    package func header(_ name: String) -> String? { headers.first(name: name) }
}
