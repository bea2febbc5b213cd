import NIOCore
import NIOHTTP1

/// One client's connection: its requests are answered one after the other, in the order in which they came.
///
/// A request is answered by a task of its own, which is cancelled when the client goes while the answer is under way;
/// before its first byte a request runs to its end, so that no start or stop is left half done. The connection
/// is read on demand only (`autoRead` is off): while a request is answered nothing of the next one is read, and a
/// streamed body is read as fast as it is consumed.
final class HTTPConnectionHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart
    typealias Responder = @Sendable (HTTPRequestHead, RequestBody, any EventLoop) async -> HTTPResponse

    /// A body that announces at most so many bytes is read whole before the request is answered.
    static let largestCollectedBody = 64 << 10

    private enum State {
        case idle
        case collecting(HTTPRequestHead, ByteBuffer)
        case answering(Answer)
        /// The last answer is out. What the client still sends is dropped: closing at once would cut the answer off.
        case lingering
        case closed
    }

    struct Answer {
        let head: HTTPRequestHead
        /// Where a streamed body goes; `nil` once it is complete.
        var body: RequestBody.Stream.Source?
        var wantsBody = true
        var begun = false
        /// Settled when the head is written, which says it to the client.
        var keepsAlive = false
        var task: Task<Void, Never>?
    }

    private let responder: Responder
    private var state = State.idle
    private var pipelined = CircularBuffer<HTTPServerRequestPart>()
    private var inputClosed = false
    /// Nothing that the client sends from here on can be told apart.
    private var malformed = false
    /// The server takes no more requests.
    private var ending = false
    private var isLastAnswer: Bool { (inputClosed && pipelined.isEmpty) || malformed || ending }
    private(set) var context: ChannelHandlerContext?

    init(responder: @escaping Responder) {
        self.responder = responder
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { context.read() }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        context.read()
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        receive(unwrapInboundIn(data), context: context)
    }

    private func receive(_ part: HTTPServerRequestPart, context: ChannelHandlerContext) {
        switch (state, part) {
        case (.idle, .head(let head)): begin(head, context: context)
        case (.collecting(let head, var body), .body(let bytes)):
            state = .idle
            body.writeImmutableBuffer(bytes)
            state = .collecting(head, body)
        case (.collecting(let head, let body), .end):
            answer(head, RequestBody(collected: body), source: nil, context: context)
        case (.answering(var answer), _) where answer.body != nil:
            answer.receive(part)
            state = .answering(answer)
        case (.answering, _): pipelined.append(part)
        case (.lingering, _), (.closed, _), (.idle, _), (.collecting, .head): break
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        switch state {
        case .idle, .collecting, .lingering: context.read()
        case .answering(let answer) where answer.body != nil && answer.wantsBody: context.read()
        case .answering, .closed: break
        }
        context.fireChannelReadComplete()
    }

    /// The consumer of a streamed body has room again. What comes next may hold no byte of the body, as the length of a
    /// chunk alone: it is read on until some came.
    func readMoreOfBody() {
        guard case .answering(var answer) = state, answer.body != nil else { return }
        answer.wantsBody = true
        state = .answering(answer)
        context?.read()
    }

    /// The client has closed its side or all of the connection, or the server ends.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent { ending = true }
        if case .inputClosed? = event as? ChannelEvent { inputClosed = true }
        if ending || inputClosed {
            switch state {
            case .idle, .collecting, .lingering: context.close(promise: nil)
            case .answering(let answer): if answer.begun { answer.task?.cancel() }
            case .closed: break
            }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if case .answering(let answer) = state {
            answer.body?.finish(ChannelError.inputClosed)
            if answer.begun { answer.task?.cancel() }
        }
        inputClosed = true
        state = .closed
        context.fireChannelInactive()
    }

    /// A request that is no HTTP is answered while that does not cut another answer in two; then the connection ends.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch (state, error) {
        case (.idle, let error as HTTPParserError), (.collecting, let error as HTTPParserError):
            let status: HTTPResponseStatus = error == .headerOverflow ? .requestHeaderFieldsTooLarge : .badRequest
            refuse(status, "malformed HTTP request: \(error)", context: context)
        case (.answering(var answer), is HTTPParserError):
            answer.body?.finish(ServerError(.badRequest, "malformed HTTP request: \(error)"))
            answer.body = nil
            state = .answering(answer)
            malformed = true
        case (.lingering, _): break
        default: context.close(promise: nil)
        }
    }

    private func refuse(_ status: HTTPResponseStatus, _ message: String, context: ChannelHandlerContext) {
        let response = HTTPResponse.failure(status, message)
        guard case .bytes(let body) = response.body else { return }
        var head = HTTPResponseHead(version: .http1_1, status: status, headers: response.headers)
        head.headers.add(name: "Content-Length", value: String(body.readableBytes))
        head.headers.add(name: "Connection", value: "close")
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        linger(context: context)
    }
}

// Requests.
extension HTTPConnectionHandler {
    private func begin(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
        if head.headers[canonicalForm: "expect"].contains(where: { $0.lowercased() == "100-continue" }) {
            let interim = HTTPResponseHead(version: .http1_1, status: .continue)
            context.writeAndFlush(wrapOutboundOut(.head(interim)), promise: nil)
        }
        let length = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
        if head.headers.contains(name: "transfer-encoding") || length > Self.largestCollectedBody {
            stream(head, context: context)
        } else {
            state = .collecting(head, ByteBuffer())
        }
    }

    private func stream(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
        let sequence = RequestBody.Stream.makeSequence(
            backPressureStrategy: .init(lowWatermark: 2, highWatermark: 8), finishOnDeinit: true,
            delegate: RequestBodyReader(
                handler: NIOLoopBound(self, eventLoop: context.eventLoop), eventLoop: context.eventLoop))
        answer(head, RequestBody(stream: sequence.sequence), source: sequence.source, context: context)
    }

    private func answer(
        _ head: HTTPRequestHead, _ body: RequestBody, source: RequestBody.Stream.Source?, context: ChannelHandlerContext
    ) {
        state = .answering(Answer(head: head, body: source))
        let exchange = HTTPExchange(
            channel: context.channel, handler: NIOLoopBound(self, eventLoop: context.eventLoop))
        let task = Task { [responder, channel = context.channel] in
            let response = await responder(head, body, channel.eventLoop)
            do {
                try await exchange.send(response, isHead: head.method == .HEAD)
            } catch {
                channel.close(promise: nil)
            }
        }
        guard case .answering(var answer) = state else { return }
        answer.task = task
        state = .answering(answer)
    }
}

// Answers.
extension HTTPConnectionHandler {
    func respond(
        _ head: HTTPResponseHead, body: ByteBuffer, context: ChannelHandlerContext
    ) -> EventLoopFuture<Void> {
        writeHead(head, context: context)
        if body.readableBytes > 0 { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
        return endResponse(context: context)
    }

    func beginResponse(_ head: HTTPResponseHead, context: ChannelHandlerContext) -> EventLoopFuture<Void> {
        writeHead(head, context: context)
        context.flush()
        return context.eventLoop.makeSucceededVoidFuture()
    }

    func endResponse(context: ChannelHandlerContext) -> EventLoopFuture<Void> {
        let written = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
        finish(context: context)
        return written.futureResult
    }

    private func writeHead(_ head: HTTPResponseHead, context: ChannelHandlerContext) {
        guard case .answering(var answer) = state else { return }
        var head = head
        head.version = answer.head.version
        answer.keepsAlive = mayKeepAlive(answer)
        if !answer.keepsAlive { head.headers.replaceOrAdd(name: "Connection", value: "close") }
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        answer.begun = true
        state = .answering(answer)
        if inputClosed || ending { answer.task?.cancel() }
    }

    /// Not after a body that was not read to its end, nor after a request for an upgrade that was not granted: the
    /// parser takes nothing after it for HTTP.
    private func mayKeepAlive(_ answer: Answer) -> Bool {
        answer.head.isKeepAlive && answer.body == nil && !isLastAnswer && answer.head.version == .http1_1
            && !answer.head.headers.contains(name: "upgrade")
    }

    private func finish(context: ChannelHandlerContext) {
        guard case .answering(let answer) = state else { return }
        guard answer.keepsAlive, !isLastAnswer else { return linger(context: context) }
        state = .idle
        while let part = pipelined.popFirst() {
            receive(part, context: context)
            if case .answering(let next) = state, next.body == nil { return }
        }
        if inputClosed { context.close(promise: nil) } else { context.read() }
    }

    private func linger(context: ChannelHandlerContext) {
        state = .lingering
        context.closeLingering(inputClosed: inputClosed)
    }

    /// Takes HTTP off the connection after `head`.
    ///
    /// - Returns: what is to join its bytes with another stream.
    func hijack(
        _ head: HTTPResponseHead, detachKeys: DetachKeys?, context: ChannelHandlerContext
    ) -> EventLoopFuture<NIOLoopBound<ByteRelay>> {
        guard case .answering(let answer) = state, answer.body == nil else {
            return context.eventLoop.makeFailedFuture(ChannelError.inputClosed)
        }
        let pipeline = context.pipeline.syncOperations
        let channel = context.channel
        let relay = ByteRelay(.client, detachKeys: detachKeys)
        let bound = NIOLoopBound(relay, eventLoop: context.eventLoop)
        do {
            try pipeline.addHandler(relay, position: .after(self))
            let encoder = try pipeline.handler(type: HTTPResponseEncoder.self)
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            state = .closed
            let left = pipeline.removeHandler(encoder).and(pipeline.removeHandler(self))
            let written = channel.writeAndFlush(ByteBuffer(string: head.text))
            // What came after the request's head is the relay's first input.
            return left.and(pipeline.removeHandler(decoder)).and(written).map { _ in bound }
        } catch {
            return context.eventLoop.makeFailedFuture(error)
        }
    }
}

extension HTTPConnectionHandler.Answer {
    /// Takes a part of the streamed body.
    fileprivate mutating func receive(_ part: HTTPServerRequestPart) {
        switch part {
        case .body(let bytes):
            if case .produceMore? = body?.yield(contentsOf: CollectionOfOne(bytes)) {
                wantsBody = true
            } else {
                wantsBody = false
            }
        case .end:
            body?.finish()
            body = nil
        case .head: break
        }
    }
}

extension HTTPResponseHead {
    /// As it is on the wire.
    fileprivate var text: String {
        "HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n"
            + headers.map { "\($0.name): \($0.value)\r\n" }.joined() + "\r\n"
    }
}
