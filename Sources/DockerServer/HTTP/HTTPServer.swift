package import NIOCore
import NIOHTTP1
import NIOPosix
package import NIOSSL
import Synchronization

/// Serves HTTP/1.1 on listening sockets.
package final class HTTPServer: Sendable {
    /// In bytes, of one header and of all of them; what is longer is refused with 431.
    private static let longestHeader = 80 << 10, longestHeaders = 1 << 20

    private let group: any EventLoopGroup
    private let router: Router
    private let connections = OpenConnections()
    private let listeners = Mutex<[any Channel]>([])

    package init(group: any EventLoopGroup, router: Router) {
        self.group = group
        self.router = router
    }

    /// Takes over `socket` and serves what connects to it.
    ///
    /// - Parameter tls: `nil` speaks plain HTTP.
    package func serve(_ socket: consuming ListeningSocket, tls: NIOSSLContext? = nil) async throws {
        let channel = try await bootstrap(tls).withBoundSocket(socket.take()).get()
        listeners.withLock { $0.append(channel) }
    }

    /// Listens on TCP.
    ///
    /// - Parameter port: 0 is any free one.
    /// - Returns: the port.
    @discardableResult
    package func serve(host: String, port: Int, tls: NIOSSLContext? = nil) async throws(ServerError) -> Int {
        do {
            let channel = try await bootstrap(tls).bind(host: host, port: port).get()
            listeners.withLock { $0.append(channel) }
            return channel.localAddress?.port ?? port
        } catch {
            throw ServerError(.unavailable, "cannot listen on tcp://\(host):\(port): \(error)", cause: error)
        }
    }

    /// Takes no more connections, ends streams, and lets the requests under way come to their end.
    ///
    /// - Parameter limit: for the latter; what takes longer is cut off.
    package func stop(within limit: TimeAmount) async {
        let open = listeners.withLock { listeners in
            defer { listeners = [] }
            return listeners
        }
        for channel in open { try? await channel.close() }
        await connections.end(within: limit, on: group.next())
    }

    private func bootstrap(_ tls: NIOSSLContext?) -> ServerBootstrap {
        ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { [router, connections] channel in
                connections.add(channel)
                return channel.eventLoop.makeCompletedFuture { try Self.configure(channel, router: router, tls: tls) }
            }
    }

    private static func configure(_ channel: any Channel, router: Router, tls: NIOSSLContext?) throws {
        let pipeline = channel.pipeline.syncOperations
        if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = longestHeader
        limits.maxHeaderListSize = longestHeaders
        let decoder = HTTPRequestDecoder(
            leftOverBytesStrategy: .forwardBytes, informationalResponseStrategy: .drop, limitConfiguration: limits)
        try pipeline.addHandler(ByteToMessageHandler(decoder))
        try pipeline.addHandler(HTTPResponseEncoder())
        try pipeline.addHandler(
            HTTPConnectionHandler { head, body, eventLoop in
                await router.respond(to: head, body: body, on: eventLoop)
            })
    }
}
