package import NIOCore
package import NIOHTTP1

/// What a route answers.
package struct HTTPResponse: Sendable {
    package enum Body: Sendable {
        case bytes(ByteBuffer)
        /// The head is sent at once; then whatever the closure writes. The body ends when it returns. Where it throws,
        /// the connection is closed in the middle of the body, which clients tell from a whole one.
        case stream(@Sendable (ResponseStream) async throws -> Void)
        /// After the head the connection is no longer HTTP.
        case raw(RawStream)
        /// The same, with a stream that is opened once the head has been sent.
        case opening(detachKeys: DetachKeys?, @Sendable () async -> RawStream)
    }

    /// What a connection carries that was taken over from HTTP.
    package enum RawStream: Sendable {
        /// The bytes of `channel`, in both directions; it lives on the request's event loop, with `autoRead` off.
        /// `remainder` gives the output that is left where it has closed meanwhile.
        case relay(any Channel, detachKeys: DetachKeys?, remainder: @Sendable () -> ByteBuffer)
        /// These bytes, then the end.
        case text(ByteBuffer)
    }

    package var status: HTTPResponseStatus
    package var headers: HTTPHeaders
    package var body: Body

    package init(_ status: HTTPResponseStatus, headers: HTTPHeaders = [:], body: Body = .bytes(ByteBuffer())) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// The body of an answer that is written piece by piece.
package struct ResponseStream: Sendable {
    let exchange: HTTPExchange

    /// Returns when the kernel has taken the bytes, so that a slow client slows its producer.
    ///
    /// - Throws: when the client has gone.
    package func write(_ bytes: ByteBuffer) async throws {
        guard bytes.readableBytes > 0 else { return }
        try await exchange.write(bytes)
    }
}
