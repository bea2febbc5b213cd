import DockerAPI
import NIOCore
import NIOHTTP1
import Testing

@testable import DockerServer

@Suite(.timeLimit(.minutes(5))) struct StatisticsRouteTests {
    @Test(
        arguments: [
            ("", .stream), ("stream=1", .stream), ("stream=true&one-shot=0", .stream),
            ("stream=0", .once(compared: true)), ("stream=false", .once(compared: true)),
            ("stream=false&one-shot=1", .once(compared: false)),
        ] as [(String, StatisticsMode)])
    func modes(_ query: String, _ mode: StatisticsMode) throws {
        #expect(try StatisticsMode(try Query(Substring(query)), version: .newest) == mode)
    }

    @Test func olderClientsKnowNoOneShot() throws {
        let old = APIVersion(major: 1, minor: 40)
        #expect(try StatisticsMode(try Query("one-shot=1"), version: old) == .stream)
        #expect(try StatisticsMode(try Query("stream=0&one-shot=1"), version: old) == .once(compared: true))
    }

    @Test func aStreamIsNotOneShot() throws {
        #expect {
            try StatisticsMode(try Query("stream=1&one-shot=1"), version: .newest)
        } throws: {
            "\($0)".contains("cannot have stream=true and one-shot=true")
        }
        #expect(throws: ServerError.self) { try StatisticsMode(try Query("surprise=1"), version: .newest) }
    }

    @Test func theHeadComesBeforeTheFirstLineAndTheEndAfterTheLast() async throws {
        let (numbers, continuation) = AsyncStream<Int>.makeStream()
        var router = Router()
        router.on(.GET, "/stats") { _ in .lines(of: numbers) { ["n": $0] } }
        try await withServer(router) { path in
            let client = try await RawClient.connect(to: path)
            try await client.send("GET /stats HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            let head = try await client.receive(until: "\r\n\r\n")
            #expect(head.contains("200 OK"))
            #expect(head.contains("Content-Type: application/json"))
            continuation.yield(1)
            #expect(try await client.receive(until: "\n\r\n").contains("{\"n\":1}\n"))
            continuation.yield(2)
            continuation.finish()
            let rest = try await client.receiveAll()
            #expect(rest.contains("{\"n\":2}\n"))
            #expect(rest.hasSuffix("0\r\n\r\n"))
            await client.close()
        }
    }

    @Test func itsSourceEndsWithTheClient() async throws {
        let (numbers, continuation) = AsyncStream<Int>.makeStream()
        let (ended, end) = AsyncStream<Void>.makeStream()
        continuation.onTermination = { _ in end.finish() }
        var router = Router()
        router.on(.GET, "/stats") { _ in .lines(of: numbers) { ["n": $0] } }
        try await withServer(router) { path in
            let client = try await RawClient.connect(to: path)
            try await client.send("GET /stats HTTP/1.1\r\nHost: x\r\n\r\n")
            _ = try await client.receive(until: "\r\n\r\n")
            await client.close()
            for await _ in ended {}
        }
    }
}
