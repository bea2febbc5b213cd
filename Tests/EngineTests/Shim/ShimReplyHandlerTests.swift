import NIOCore
import NIOEmbedded
import ShimProtocol
import Testing

@testable import Engine

@Suite struct ShimReplyHandlerTests {
    private final class Reader: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        var text = ""
        var ended = false

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            text += String(buffer: unwrapInboundIn(data))
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case .inputClosed? = event as? ChannelEvent { ended = true }
        }
    }

    /// A channel at which a reply, output and the end of the output have arrived before anyone reads.
    private func finishedStream() throws -> (EmbeddedChannel, NIOLoopBoundBox<ByteBuffer>, EventLoopFuture<ShimReply>) {
        let channel = EmbeddedChannel()
        let early = NIOLoopBoundBox(ByteBuffer(), eventLoop: channel.eventLoop)
        let promise = channel.eventLoop.makePromise(of: ShimReply.self)
        try channel.pipeline.syncOperations.addHandler(ShimReplyHandler(reply: promise, early: early))
        try channel.writeInbound(ByteBuffer(bytes: try FrameCodec.encode(ShimReply.attached) + Array("out".utf8)))
        try channel.writeInbound(ByteBuffer(string: "put"))
        channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        return (channel, early, promise.futureResult)
    }

    @Test func whatCameBeforeTheReaderIsKeptForIt() throws {
        let (channel, _, reply) = try finishedStream()
        #expect(try reply.wait() == .attached)
        let reader = Reader()
        try channel.pipeline.syncOperations.addHandler(reader)
        #expect(reader.text.isEmpty && !reader.ended)
        channel.read()
        #expect(reader.text == "output")
        #expect(reader.ended)
        try channel.writeInbound(ByteBuffer(string: "!"))
        #expect(reader.text == "output!")
    }

    @Test func whatCameOutlivesTheConnection() throws {
        let (channel, early, _) = try finishedStream()
        _ = try channel.finish()
        #expect(String(buffer: early.value) == "output")
    }

    @Test func anEndWithoutAReplyIsAFailure() throws {
        let channel = EmbeddedChannel()
        let promise = channel.eventLoop.makePromise(of: ShimReply.self)
        let early = NIOLoopBoundBox(ByteBuffer(), eventLoop: channel.eventLoop)
        try channel.pipeline.syncOperations.addHandler(ShimReplyHandler(reply: promise, early: early))
        channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(throws: ChannelError.self) { try promise.futureResult.wait() }
    }
}
