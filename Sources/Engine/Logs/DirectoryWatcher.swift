import Linux
import NIOCore
import NIOPosix
import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Tells when files in a directory change: one inotify(7) instance for all who ask.
final class DirectoryWatcher: Sendable {
    private static let mask = UInt32(IN_MODIFY | IN_MOVED_TO | IN_CREATE)

    private struct State {
        var descriptor: Int32?
        var watches: [Int32: [Int: AsyncStream<Void>.Continuation]] = [:]
        var next = 0
    }
    private let state = Mutex(State())
    private let group: any EventLoopGroup

    init(group: any EventLoopGroup) {
        self.group = group
    }

    /// A stream that says "something changed" at least once after every change; call `finish` on the continuation to end it.
    func watch(_ directory: String) throws -> (AsyncStream<Void>, AsyncStream<Void>.Continuation) {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let (watch, key) = try state.withLock { state in
            let inotify = try descriptor(&state)
            let watch = try systemCall("inotify_add_watch", directory) {
                inotify_add_watch(inotify, directory, Self.mask)
            }
            state.next += 1
            state.watches[watch, default: [:]][state.next] = continuation
            return (watch, state.next)
        }
        continuation.onTermination = { [weak self] _ in self?.forget(key, of: watch) }
        return (stream, continuation)
    }

    private func forget(_ key: Int, of watch: Int32) {
        state.withLock { state in
            state.watches[watch]?[key] = nil
            if state.watches[watch]?.isEmpty == true, let inotify = state.descriptor {
                state.watches[watch] = nil
                inotify_rm_watch(inotify, watch)
            }
        }
    }

    private func descriptor(_ state: inout State) throws -> Int32 {
        if let descriptor = state.descriptor { return descriptor }
        let inotify = try systemCall("inotify_init1") { inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK)) }
        state.descriptor = inotify
        _ = NIOPipeBootstrap(group: group)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(InotifyHandler { [weak self] in self?.changed($0) })
                }
            }
            .takingOwnershipOfDescriptor(input: inotify)
        return inotify
    }

    private func changed(_ watch: Int32) {
        let continuations = state.withLock { $0.watches[watch].map { Array($0.values) } ?? [] }
        for continuation in continuations { continuation.yield() }
    }
}

/// Takes events apart: watch, mask, cookie, length of the name, name; in the machine's own order of bytes.
private final class InotifyHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let changed: @Sendable (Int32) -> Void

    init(_ changed: @escaping @Sendable (Int32) -> Void) {
        self.changed = changed
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = unwrapInboundIn(data)
        while let watch = buffer.readInteger(endianness: .host, as: Int32.self),
            buffer.readInteger(as: UInt64.self) != nil,
            let length = buffer.readInteger(endianness: .host, as: UInt32.self)
        {
            buffer.moveReaderIndex(forwardBy: min(Int(length), buffer.readableBytes))
            changed(watch)
        }
    }
}
