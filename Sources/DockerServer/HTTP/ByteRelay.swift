import NIOCore

/// One end of two connections that are joined byte for byte: a client's that was hijacked, and a container's streams.
///
/// The client's half-close ends the container's input, whose output goes on. The end of the container's output is the
/// client's end of input; what the client still sends is read away, or it would lose the last output to a reset
/// connection. Each side is read only as fast as the other takes it.
final class ByteRelay: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    enum Role { case client, container }

    private let role: Role
    private var context: ChannelHandlerContext?
    private weak var partner: ByteRelay?
    private var detachKeys: DetachKeys?
    /// Input from before the partner was there.
    private var early: [ByteBuffer] = []
    private var inputClosed = false
    private var readsWhenWritable = false
    private var draining = false

    init(_ role: Role, detachKeys: DetachKeys? = nil) {
        self.role = role
        self.detachKeys = detachKeys
    }

    /// Begins; on the event loop, after the head of the answer.
    func serve(_ stream: HTTPResponse.RawStream) throws {
        guard let context else { throw ChannelError.ioOnClosedChannel }
        switch stream {
        case .text(let bytes):
            context.write(NIOAny(bytes), promise: nil)
            drain()
        case .relay(let channel, _, let remainder):
            guard channel.isActive else {
                context.write(NIOAny(remainder()), promise: nil)
                return drain()
            }
            let other = ByteRelay(.container)
            try channel.pipeline.syncOperations.addHandler(other)
            partner = other
            other.partner = self
            start()
            other.context?.read()
        }
    }

    private func start() {
        for bytes in early { forward(bytes) }
        early = []
        partner?.context?.flush()
        if inputClosed { partner?.context?.close(mode: .output, promise: nil) } else { context?.read() }
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        if draining { return }
        if partner == nil { early.append(bytes) } else { forward(bytes) }
    }

    private func forward(_ bytes: ByteBuffer) {
        guard detachKeys != nil else { partner?.context?.write(NIOAny(bytes), promise: nil); return }
        var bytes = bytes
        let detached = detachKeys?.filter(&bytes) ?? false
        if detached {
            partner?.context?.writeAndFlush(NIOAny(bytes), promise: nil)
            drain()
        } else {
            partner?.context?.write(NIOAny(bytes), promise: nil)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if draining { return context.read() }
        guard let other = partner?.context else { return }
        other.flush()
        if other.channel.isWritable { context.read() } else { readsWhenWritable = true }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { partner?.resume() }
    }

    private func resume() {
        guard readsWhenWritable else { return }
        readsWhenWritable = false
        context?.read()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent { context.close(promise: nil) }
        guard case .inputClosed? = event as? ChannelEvent else { return }
        inputClosed = true
        switch role {
        case .container: partner?.drain()
        case .client where draining: context.close(promise: nil)
        case .client: partner?.context?.close(mode: .output, promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        inputClosed = true
        switch role {
        case .container: partner?.drain()
        case .client: partner?.context?.close(promise: nil)
        }
    }

    /// Sends what is on its way to the client and ends its input; then waits for it to go.
    private func drain() {
        guard !draining, let context else { return }
        draining = true
        partner?.context?.close(promise: nil)
        context.flush()
        context.closeLingering(inputClosed: inputClosed)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
