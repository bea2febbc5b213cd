package import NIOCore
import NIOPosix
import ShimProtocol

/// Speaks to shims; a connection a request.
package struct ShimClient: Sendable {
    private let directory: ShimDirectory
    private let group: any EventLoopGroup

    package init(directory: ShimDirectory, group: any EventLoopGroup) {
        self.directory = directory
        self.group = group
    }

    /// Sends `request` and waits for its reply.
    ///
    /// - Throws: `unavailable` when no shim listens, or it ended before it replied.
    func reply(to request: ShimRequest, of id: String) async throws(EngineError) -> ShimReply {
        let pending = try await send(request, to: id)
        return try await pending.reply()
    }

    /// Sends `request` and returns as soon as it is on its way: the shim may not have been started yet.
    func send(_ request: ShimRequest, to id: String) async throws(EngineError) -> PendingReply {
        let loop = group.next()
        let promise = loop.makePromise(of: ShimReply.self)
        do {
            let early = NIOLoopBoundBox.makeBoxSendingValue(ByteBuffer(), eventLoop: loop)
            let channel = try await connect(to: id, on: loop, reply: promise, early: early)
            try await channel.writeAndFlush(ByteBuffer(bytes: FrameCodec.encode(request)))
            channel.read()
            return PendingReply(channel: channel, future: promise.futureResult, id: id)
        } catch {
            promise.fail(error)
            throw EngineError(.unavailable, "the shim of container \(id) does not answer: \(error)", cause: error)
        }
    }

    /// Opens a stream: the reply is waited for when `confirmed`, and taken off its front in either case.
    func stream(
        _ request: ShimRequest, of id: String, on loop: any EventLoop, confirmed: Bool
    ) async throws(EngineError) -> OpenedStream {
        let promise = loop.makePromise(of: ShimReply.self)
        let early = NIOLoopBoundBox.makeBoxSendingValue(ByteBuffer(), eventLoop: loop)
        let channel: any Channel
        do {
            channel = try await connect(to: id, on: loop, reply: promise, early: early)
            try await channel.writeAndFlush(ByteBuffer(bytes: FrameCodec.encode(request)))
        } catch {
            promise.fail(error)
            throw EngineError(.unavailable, "the shim of container \(id) does not answer: \(error)", cause: error)
        }
        guard confirmed else { return OpenedStream(channel: channel, early: early, reply: nil) }
        channel.read()
        let reply = try await PendingReply(channel: nil, future: promise.futureResult, id: id).reply()
        return OpenedStream(channel: channel, early: early, reply: reply)
    }

    private func connect(
        to id: String, on loop: any EventLoop, reply: EventLoopPromise<ShimReply>, early: NIOLoopBoundBox<ByteBuffer>
    ) async throws -> any Channel {
        try await ClientBootstrap(group: loop)
            .channelOption(.autoRead, value: false)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(
                .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 512, initial: 4096, maximum: 1 << 18)
            )
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ShimReplyHandler(reply: reply, early: early))
                }
            }
            .connect(unixDomainSocketPath: directory.socketPath(of: id))
            .get()
    }
}

/// A connection behind whose reply a stream follows.
struct OpenedStream: Sendable {
    let channel: any Channel
    /// What has come of the stream before anyone read it.
    let early: NIOLoopBoundBox<ByteBuffer>
    /// `nil` where it was not waited for.
    let reply: ShimReply?
}

/// A request that was sent and whose reply is to come.
struct PendingReply: Sendable {
    /// Closed once the reply is there.
    let channel: (any Channel)?
    let future: EventLoopFuture<ShimReply>
    let id: String

    func reply() async throws(EngineError) -> ShimReply {
        do {
            let reply = try await future.get()
            channel?.close(promise: nil)
            if case .failed(let failure) = reply { throw EngineError(failure) }
            return reply
        } catch {
            throw EngineError.wrapping(
                error, .unavailable, while: "the shim of container \(id) ended before it answered")
        }
    }

    func abandon() {
        channel?.close(promise: nil)
    }
}

extension EngineError {
    init(_ failure: ShimFailure) {
        let code: Code =
            switch failure.code {
            case .commandNotFound: .commandNotFound
            case .commandNotExecutable: .commandNotExecutable
            case .invalidConfiguration: .invalidArgument
            case .notRunning, .alreadyStarted: .conflict
            case .noSuchExec: .notFound
            case .runtime: .internal
            }
        self.init(code, failure.message, cause: failure)
    }
}
