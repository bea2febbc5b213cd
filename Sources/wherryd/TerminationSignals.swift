import Glibc
import Linux
import NIOCore
import NIOPosix
import Synchronization

/// The signals that an operator sends, one after the other.
///
/// They are caught by a handler, since ignored or blocked ones would be so in every program that we start.
enum TerminationSignals {
    private static let pipeInput = Atomic<Int32>(-1)
    private static let caught = [SIGTERM, SIGINT, SIGHUP]

    static func stream(on group: any EventLoopGroup) async throws -> AsyncStream<Int32> {
        var ends: [Int32] = [0, 0]
        try systemCall("pipe") { pipe(&ends) }
        for end in ends {
            try systemCall("fcntl") { fcntl(end, F_SETFD, FD_CLOEXEC) }
            try systemCall("fcntl") { fcntl(end, F_SETFL, O_NONBLOCK) }
        }
        pipeInput.store(ends[1], ordering: .releasing)
        let (stream, continuation) = AsyncStream<Int32>.makeStream()
        let output = ends[0]
        _ = try await NIOPipeBootstrap(group: group)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(SignalReader(continuation))
                }
            }
            .takingOwnershipOfDescriptor(input: output).get()
        for signal in caught { catchSignal(signal) }
        return stream
    }

    private static func catchSignal(_ number: Int32) {
        _ = signal(number) { number in
            let reason = errno
            var byte = UInt8(truncatingIfNeeded: number)
            _ = write(TerminationSignals.pipeInput.load(ordering: .acquiring), &byte, 1)
            errno = reason
        }
    }
}

private final class SignalReader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let continuation: AsyncStream<Int32>.Continuation

    init(_ continuation: AsyncStream<Int32>.Continuation) {
        self.continuation = continuation
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        for byte in unwrapInboundIn(data).readableBytesView { continuation.yield(Int32(byte)) }
    }
}
