import DockerServer
import FoundationEssentials
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Runs `body` against a server on a socket in a directory of its own.
func withServer(_ router: Router, _ body: (_ path: String) async throws -> Void) async throws {
    try await withTemporaryDirectory { directory in
        let path = directory + "/engine.sock"
        let server = HTTPServer(group: MultiThreadedEventLoopGroup.singleton, router: router)
        try await server.serve(ListeningSocket.unix(path: path))
        do {
            try await body(path)
        } catch {
            await server.stop(within: .seconds(1))
            throw error
        }
        await server.stop(within: .seconds(1))
    }
}

func withTemporaryDirectory(_ body: (_ path: String) async throws -> Void) async throws {
    var template = Array("/tmp/wherry-server-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } != nil }
    let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    guard made else { throw ChannelError.operationUnsupported }
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await body(path)
}

/// A client that speaks bytes, so that it can speak bad HTTP too.
final class RawClient: Sendable {
    let channel: any Channel
    private let stream: AsyncThrowingStream<ByteBuffer, any Error>

    private init(channel: any Channel, stream: AsyncThrowingStream<ByteBuffer, any Error>) {
        self.channel = channel
        self.stream = stream
    }

    static func connect(to path: String) async throws -> RawClient {
        try await open { try await $0.connect(unixDomainSocketPath: path).get() }
    }

    /// Takes over a connected socket.
    static func adopt(_ descriptor: Int32) async throws -> RawClient {
        try await open { try await $0.withConnectedSocket(descriptor).get() }
    }

    /// Connects to a port of this machine under TLS.
    static func connect(port: Int, tls: NIOSSLContext) async throws -> RawClient {
        try await open(tls) { try await $0.connect(host: "127.0.0.1", port: port).get() }
    }

    private static func open(
        _ tls: NIOSSLContext? = nil, _ connect: (ClientBootstrap) async throws -> any Channel
    ) async throws -> RawClient {
        let (stream, continuation) = AsyncThrowingStream<ByteBuffer, any Error>.makeStream()
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let tls { try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: nil)) }
                    try pipeline.addHandler(Receiver(continuation))
                }
            }
        return RawClient(channel: try await connect(bootstrap), stream: stream)
    }

    func send(_ text: String) async throws {
        try await channel.writeAndFlush(ByteBuffer(string: text))
    }

    func endInput() async throws {
        try await channel.close(mode: .output)
    }

    /// Unless the server was first.
    func close() async {
        try? await channel.close()
    }

    /// Everything up to and with `mark`; what comes after it in the same piece is included.
    func receive(until mark: String) async throws -> String {
        var text = ""
        for try await bytes in stream {
            text += String(buffer: bytes)
            if text.contains(mark) { return text }
        }
        return text + "<end>"
    }

    func receiveAll() async throws -> String {
        var text = ""
        for try await bytes in stream { text += String(buffer: bytes) }
        return text
    }
}

private final class Receiver: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let continuation: AsyncThrowingStream<ByteBuffer, any Error>.Continuation

    init(_ continuation: AsyncThrowingStream<ByteBuffer, any Error>.Continuation) {
        self.continuation = continuation
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        continuation.yield(unwrapInboundIn(data))
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .inputClosed? = event as? ChannelEvent { continuation.finish() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        continuation.finish()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        continuation.finish(throwing: error)
        context.close(promise: nil)
    }
}
