import NIOCore
import NIOHTTP1

/// The answering half of one request on a connection; used from the task that answers it.
struct HTTPExchange: Sendable {
    let channel: any Channel
    let handler: NIOLoopBound<HTTPConnectionHandler>

    /// - Parameter isHead: whether the request's method is HEAD, whose answer has no body.
    func send(_ response: HTTPResponse, isHead: Bool) async throws {
        switch response.body {
        case .bytes(let bytes):
            try await send(response, bytes: isHead ? ByteBuffer() : bytes, length: bytes.readableBytes)
        case .stream(let produce):
            try await sendHead(response)
            if !isHead { try await produce(ResponseStream(exchange: self)) }
            try await sendEnd()
        case .raw(let stream): try await hijack(response, stream)
        }
    }

    func write(_ bytes: ByteBuffer) async throws {
        try await channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(bytes))).get()
    }

    private func send(_ response: HTTPResponse, bytes: ByteBuffer, length: Int) async throws {
        var head = HTTPResponseHead(version: .http1_1, status: response.status, headers: response.headers)
        if response.status.mayHaveResponseBody { head.headers.add(name: "Content-Length", value: String(length)) }
        try await onEventLoop { [head] handler, context in
            handler.respond(head, body: bytes, context: context)
        }
    }

    private func sendHead(_ response: HTTPResponse) async throws {
        let head = HTTPResponseHead(version: .http1_1, status: response.status, headers: response.headers)
        try await onEventLoop { handler, context in handler.beginResponse(head, context: context) }
    }

    private func sendEnd() async throws {
        try await onEventLoop { handler, context in handler.endResponse(context: context) }
    }

    private func hijack(_ response: HTTPResponse, _ stream: HTTPResponse.RawStream) async throws {
        let head = HTTPResponseHead(version: .http1_1, status: response.status, headers: response.headers)
        do {
            try await onEventLoop { handler, context in handler.hijack(head, to: stream, context: context) }
        } catch {
            if case .relay(let channel, _, _) = stream { channel.close(promise: nil) }
            throw error
        }
    }

    private func onEventLoop<Result: Sendable>(
        _ body: @escaping @Sendable (HTTPConnectionHandler, ChannelHandlerContext) -> EventLoopFuture<Result>
    ) async throws -> Result {
        try await channel.eventLoop.flatSubmit { [handler, eventLoop = channel.eventLoop] in
            guard let context = handler.value.context else {
                return eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel)
            }
            return body(handler.value, context)
        }.get()
    }
}

extension HTTPResponseStatus {
    var mayHaveResponseBody: Bool { code >= 200 && code != 204 && code != 304 }
}
