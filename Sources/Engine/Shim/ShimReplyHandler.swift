import NIOCore
import ShimProtocol

/// Takes the reply from the front of a shim's connection and lets the stream behind it through untouched.
///
/// Reads are on demand. Bytes that came along with the reply are kept until the stream's reader asks for more.
final class ShimReplyHandler: ChannelInboundHandler, ChannelOutboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer

    private var decoder = FrameDecoder()
    /// What came behind the reply before anyone asked for it.
    private var rest = ByteBuffer()
    private var replied = false
    private var reply: EventLoopPromise<ShimReply>?

    /// - Parameter reply: fulfilled with the reply, or failed when the connection ends without one.
    init(reply: EventLoopPromise<ShimReply>?) {
        self.reply = reply
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !replied else { return context.fireChannelRead(data) }
        decoder.append(unwrapInboundIn(data).readableBytesView)
        takeReply(context: context)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if replied {
            context.fireChannelReadComplete()
        } else {
            context.read()
        }
    }

    func read(context: ChannelHandlerContext) {
        if replied, rest.readableBytes > 0 {
            let rest = self.rest
            self.rest = ByteBuffer()
            context.fireChannelRead(wrapInboundOut(rest))
            context.fireChannelReadComplete()
        } else {
            context.read()
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(ChannelError.eof)
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if !replied, let event = event as? ChannelEvent, event == .inputClosed {
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
            rest = ByteBuffer(bytes: decoder.takeRest())
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
