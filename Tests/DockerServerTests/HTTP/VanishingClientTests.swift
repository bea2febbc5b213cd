import DockerServer
import NIOCore
import NIOHTTP1
import Testing

@Suite(.timeLimit(.minutes(5))) struct VanishingClientTests {
    @Test func aStreamIsCancelledWhenItsClientGoes() async throws {
        let (ended, end) = AsyncStream<Bool>.makeStream()
        var router = Router()
        router.on(.GET, "/events") { _ in
            HTTPResponse(
                .ok,
                body: .stream { stream in
                    try await stream.write(ByteBuffer(string: "begun"))
                    // A stream with nothing to say, such as that of events, ends by cancellation only.
                    for await _ in AsyncStream<Void>.makeStream().stream {}
                    end.yield(Task.isCancelled)
                })
        }
        try await withServer(router) { path in
            let client = try await RawClient.connect(to: path)
            try await client.send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n")
            _ = try await client.receive(until: "begun")
            await client.close()
            #expect(await ended.first { _ in true } == true)
        }
    }

    @Test func aBodyThatBreaksOffIsAnErrorToItsReader() async throws {
        let (ended, end) = AsyncStream<Bool>.makeStream()
        var router = Router()
        router.on(.POST, "/load") { request in
            do {
                for try await _ in request.body {}
                end.yield(false)
            } catch {
                end.yield(true)
            }
            return HTTPResponse(.ok)
        }
        try await withServer(router) { path in
            let client = try await RawClient.connect(to: path)
            try await client.send("POST /load HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc")
            await client.close()
            #expect(await ended.first { _ in true } == true)
        }
    }

    @Test func aRequestThatHasNotBegunToAnswerRunsToItsEnd() async throws {
        let (started, start) = AsyncStream<Void>.makeStream()
        let (goOn, go) = AsyncStream<Void>.makeStream()
        let (ended, end) = AsyncStream<Bool>.makeStream()
        var router = Router()
        router.on(.POST, "/start") { _ in
            start.yield()
            _ = await goOn.first { _ in true }
            end.yield(Task.isCancelled)
            return HTTPResponse(.noContent)
        }
        try await withServer(router) { path in
            let client = try await RawClient.connect(to: path)
            try await client.send("POST /start HTTP/1.1\r\nHost: x\r\n\r\n")
            _ = await started.first { _ in true }
            await client.close()
            go.yield()
            #expect(await ended.first { _ in true } == false)
        }
    }

    @Test func aProducerThatFailsBreaksTheBodyOff() async throws {
        var router = Router()
        router.on(.GET, "/broken") { _ in
            HTTPResponse(
                .ok,
                body: .stream { stream in
                    try await stream.write(ByteBuffer(string: "half"))
                    throw ServerError(.internalError, "broken")
                })
        }
        try await withServer(router) { path in
            let client = try await RawClient.connect(to: path)
            try await client.send("GET /broken HTTP/1.1\r\nHost: x\r\n\r\n")
            let answer = try await client.receiveAll()
            #expect(answer.hasSuffix("4\r\nhalf\r\n"))
            await client.close()
        }
    }
}
