import NIOCore
import ShimProtocol

/// Takes the reply from the front of a shim's connection and lets the stream behind it through untouched.
///
/// What comes before the stream's reader asks for it is kept, and so is the end: a shim that closes the connection lets
/// the channel read all that is left, whether anyone asked for it or not.
final class ShimReplyHandler: ChannelInboundHandler, ChannelOutboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer

    private var decoder = FrameDecoder()
    /// What came behind the reply before anyone asked for it; it outlives the connection.
    private let early: NIOLoopBoundBox<ByteBuffer>
    private var replied = false
    private var hasReader = false
    private var endedEarly = false
    private var reply: EventLoopPromise<ShimReply>?

    /// - Parameter reply: fulfilled with the reply, or failed when the connection ends without one.
    init(reply: EventLoopPromise<ShimReply>?, early: NIOLoopBoundBox<ByteBuffer>) {
        self.reply = reply
        self.early = early
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if hasReader { return context.fireChannelRead(data) }
        let bytes = unwrapInboundIn(data)
        if replied {
            early.value.writeImmutableBuffer(bytes)
        } else {
            decoder.append(bytes.readableBytesView)
            takeReply(context: context)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if replied {
            context.fireChannelReadComplete()
        } else {
            context.read()
        }
    }

    func read(context: ChannelHandlerContext) {
        guard replied, !hasReader else { return context.read() }
        hasReader = true
        let bytes = early.value
        early.value = ByteBuffer()
        if bytes.readableBytes > 0 {
            context.fireChannelRead(wrapInboundOut(bytes))
            context.fireChannelReadComplete()
        } else {
            context.read()
        }
        if endedEarly { context.fireUserInboundEventTriggered(ChannelEvent.inputClosed) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(ChannelError.eof)
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if !hasReader, let event = event as? ChannelEvent, event == .inputClosed {
            endedEarly = true
            if replied { return }
            fail(ChannelError.eof)
            context.close(promise: nil)
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(error)
        context.fireErrorCaught(error)
        context.close(promise: nil)
    }

    private func takeReply(context: ChannelHandlerContext) {
        do {
            guard let reply = try decoder.next(ShimReply.self) else { return }
            replied = true
            early.value.writeBytes(decoder.takeRest())
            self.reply?.succeed(reply)
            self.reply = nil
            if case .failed = reply { context.close(promise: nil) }
        } catch {
            errorCaught(context: context, error: error)
        }
    }

    private func fail(_ error: any Error) {
        reply?.fail(error)
        reply = nil
    }
}
