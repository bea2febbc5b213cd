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
        case .raw(let stream):
            do { try await hijack(response, detachKeys: stream.detachKeys) { stream } } catch {
                stream.close()
                throw error
            }
        case .opening(let detachKeys, let open): try await hijack(response, detachKeys: detachKeys, open)
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

    private func hijack(
        _ response: HTTPResponse, detachKeys: DetachKeys?, _ open: @Sendable () async -> HTTPResponse.RawStream
    ) async throws {
        let head = HTTPResponseHead(version: .http1_1, status: response.status, headers: response.headers)
        let relay = try await onEventLoop { handler, context in
            handler.hijack(head, detachKeys: detachKeys, context: context)
        }
        let stream = await open()
        do {
            try await channel.eventLoop.submit { try relay.value.serve(stream) }.get()
        } catch {
            stream.close()
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

extension HTTPResponse.RawStream {
    fileprivate var detachKeys: DetachKeys? {
        if case .relay(_, let keys, _) = self { keys } else { nil }
    }

    /// Lets go of what no client can be joined with.
    fileprivate func close() {
        if case .relay(let channel, _, _) = self { channel.close(promise: nil) }
    }
}
