import DockerServer
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import Testing

/// Connections that were taken over from HTTP, with a socket pair in a container's place.
@Suite(.timeLimit(.minutes(5))) struct ByteRelayTests {
    /// The container's end of a pair whose other end `/attach` is joined with.
    private func withAttach(
        detachKeys: DetachKeys? = nil, _ body: (_ client: RawClient, _ container: RawClient) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/engine.sock"
            let (accepted, accept) = AsyncStream<RawClient>.makeStream()
            var router = Router()
            router.on(.POST, "/attach") { request in
                let (channel, container) = try await RawClient.pair(on: request.eventLoop)
                accept.yield(container)
                return HTTPResponse(
                    .custom(code: 101, reasonPhrase: "UPGRADED"), headers: ["Connection": "Upgrade", "Upgrade": "tcp"],
                    body: .raw(.relay(channel, detachKeys: detachKeys, remainder: { ByteBuffer() })))
            }
            let server = HTTPServer(group: MultiThreadedEventLoopGroup.singleton, router: router)
            try await server.serve(ListeningSocket.unix(path: path))
            let client = try await RawClient.connect(to: path)
            try await client.send(
                "POST /attach HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 2\r\n\r\n{}"
            )
            guard let container = await accepted.first(where: { _ in true }) else { return }
            let head = try await client.receive(until: "\r\n\r\n")
            #expect(head == "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n")
            try await body(client, container)
            client.channel.close(promise: nil)
            container.channel.close(promise: nil)
            await server.stop(within: .seconds(1))
        }
    }

    @Test func bytesGoBothWays() async throws {
        try await withAttach { client, container in
            try await client.send("to the container")
            #expect(try await container.receive(until: "container") == "to the container")
            try await container.send("to the client")
            #expect(try await client.receive(until: "client") == "to the client")
        }
    }

    @Test func theClientsHalfCloseEndsInputOnly() async throws {
        try await withAttach { client, container in
            try await client.send("last")
            try await client.endInput()
            #expect(try await container.receiveAll() == "last")
            try await container.send("still here")
            await container.close()
            #expect(try await client.receiveAll() == "still here")
        }
    }

    @Test func theLastOutputArrivesThoughTheClientStillSends() async throws {
        try await withAttach { client, container in
            try await client.send(String(repeating: "unread", count: 1000))
            let output = String(repeating: "0123456789", count: 1 << 16)
            async let received = client.receiveAll()
            try await container.send(output)
            await container.close()
            #expect(try await received == output)
        }
    }

    @Test func theContainersStreamIsClosedWhenTheClientGoes() async throws {
        try await withAttach { client, container in
            await client.close()
            let rest = try await container.receiveAll()
            #expect(rest == "")
        }
    }

    @Test func theOutputOfAStreamThatHasEndedMeanwhileArrives() async throws {
        var router = Router()
        router.on(.POST, "/exec") { request in
            let (channel, container) = try await RawClient.pair(on: request.eventLoop)
            try await channel.close()
            await container.close()
            return HTTPResponse(
                .ok, body: .raw(.relay(channel, detachKeys: nil, remainder: { ByteBuffer(string: "last words") })))
        }
        try await withServer(router) { path in
            let client = try await RawClient.connect(to: path)
            try await client.send("POST /exec HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await client.receiveAll() == "HTTP/1.1 200 OK\r\n\r\nlast words")
            await client.close()
        }
    }

    @Test func detachKeysEndTheClientsStream() async throws {
        try await withAttach(detachKeys: .standard) { client, container in
            try await client.send("a\u{10}b\u{10}\u{11}c")
            #expect(try await container.receiveAll() == "a\u{10}b")
            #expect(try await client.receiveAll() == "")
        }
    }
}

extension RawClient {
    /// Two joined ends: a channel as the engine gives them, and a client in the container's place.
    static func pair(on eventLoop: any EventLoop) async throws -> (any Channel, RawClient) {
        var ends: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else { throw ChannelError.eof }
        let channel = try await ClientBootstrap(group: eventLoop)
            .channelOption(.autoRead, value: false)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .withConnectedSocket(ends[0]).get()
        return (channel, try await adopt(ends[1]))
    }
}
