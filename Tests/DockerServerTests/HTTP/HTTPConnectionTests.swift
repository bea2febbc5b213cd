import DockerServer
import NIOCore
import NIOHTTP1
import Testing

/// The connection's behaviour, seen by a client on a real socket.
@Suite(.timeLimit(.minutes(5))) struct HTTPConnectionTests {
    private static let router: Router = {
        var router = Router(headers: ["Server": "test"])
        router.on(.GET, "/hello") { _ in HTTPResponse(.ok, body: .bytes(ByteBuffer(string: "hello"))) }
        router.on(.HEAD, "/hello") { _ in HTTPResponse(.ok, body: .bytes(ByteBuffer(string: "hello"))) }
        router.on(.POST, "/echo") { request in
            HTTPResponse(.ok, body: .bytes(try await request.body.collect(upTo: 1 << 20)))
        }
        router.on(.POST, "/length") { request in
            var length = 0
            for try await chunk in request.body { length += chunk.readableBytes }
            return HTTPResponse(.ok, body: .bytes(ByteBuffer(string: "length \(length).")))
        }
        router.on(.POST, "/deaf") { _ in throw ServerError(.conflict, "no") }
        router.on(.GET, "/count") { _ in
            HTTPResponse(
                .ok,
                body: .stream { stream in
                    for number in 1...3 { try await stream.write(ByteBuffer(string: "\(number);")) }
                })
        }
        return router
    }()

    private func exchange(_ request: String, until mark: String) async throws -> String {
        var answer = ""
        try await withServer(Self.router) { path in
            let client = try await RawClient.connect(to: path)
            try await client.send(request)
            answer = try await client.receive(until: mark)
            await client.close()
        }
        return answer
    }

    @Test func answersCarryTheirLengthAndTheCommonHeaders() async throws {
        let answer = try await exchange("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n", until: "hello")
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(answer.contains("Content-Length: 5\r\n"))
        #expect(answer.contains("Server: test\r\n"))
        #expect(!answer.contains("onnection: close"))
    }

    @Test func anAnswerToHEADHasNoBody() async throws {
        let answer = try await exchange(
            "HEAD /hello HTTP/1.1\r\nHost: x\r\n\r\nGET /none HTTP/1.1\r\nHost: x\r\n\r\n", until: "page not found")
        #expect(answer.contains("Content-Length: 5\r\n"))
        #expect(!answer.contains("hello"))
    }

    @Test func aConnectionServesOneRequestAfterAnother() async throws {
        try await withServer(Self.router) { path in
            let client = try await RawClient.connect(to: path)
            for text in ["one", "two", "three"] {
                try await client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: \(text.utf8.count)\r\n\r\n")
                try await client.send(text)
                #expect(try await client.receive(until: text).hasSuffix(text))
            }
            await client.close()
        }
    }

    @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
        let requests = (1...20).map { number in
            let text = "text\(number)."
            let length = text.utf8.count
            return number.isMultiple(of: 3)
                ? "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + String(length, radix: 16) + "\r\n\(text)\r\n0\r\n\r\n"
                : "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: \(length)\r\n\r\n\(text)"
        }
        let answer = try await exchange(requests.joined(), until: "text20.")
        let places = (1...20).map { answer.firstRange(of: "text\($0).")?.lowerBound }
        #expect(!places.contains(nil))
        #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
    }

    @Test func aChunkedBodyIsStreamed() async throws {
        let chunk = String(repeating: "x", count: 0x1000)
        let body = String(repeating: "1000\r\n\(chunk)\r\n", count: 300) + "0\r\n\r\n"
        let answer = try await exchange(
            "POST /length HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + body, until: "length ")
        #expect(answer.hasSuffix("length \(300 * 0x1000)."))
    }

    /// A piece that holds no byte of the body, such as the length of a chunk alone, is followed by others.
    @Test func aBodyThatWasHeldBackGoesOnAfterALengthAlone() async throws {
        let (taken, took) = AsyncStream<Void>.makeStream()
        let (resumed, resume) = AsyncStream<Void>.makeStream()
        let count = 40
        var router = Router(headers: [:])
        router.on(.POST, "/paced") { request in
            var length = 0
            for try await chunk in request.body {
                // Two rounds of the loop: the first takes what is there already, more than is taken ahead.
                if length == 0 {
                    for _ in 0..<50 { try await request.eventLoop.submit {}.get() }
                    took.yield()
                    for await _ in resumed { break }
                }
                length += chunk.readableBytes
                guard length == count else { continue }
                // And what was asked for by now.
                for _ in 0..<50 { try await request.eventLoop.submit {}.get() }
                took.yield()
            }
            return HTTPResponse(.ok, body: .bytes(ByteBuffer(string: "length \(length).")))
        }
        try await withServer(router) { path in
            let client = try await RawClient.connect(to: path)
            try await client.send("POST /paced HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
            try await client.send(String(repeating: "1\r\nx\r\n", count: count))
            for await _ in taken { break }
            try await client.send("5\r\n")
            resume.yield()
            for await _ in taken { break }
            try await client.send("12345\r\n0\r\n\r\n")
            #expect(try await client.receive(until: "length ").hasSuffix("length \(count + 5)."))
            await client.close()
        }
    }

    @Test func aLargeBodyOfKnownLengthIsStreamedAndTheConnectionGoesOn() async throws {
        let body = String(repeating: "y", count: 3 << 20)
        let answer = try await exchange(
            "POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
                + "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n", until: "hello")
        #expect(answer.contains("length \(3 << 20)."))
        #expect(answer.hasSuffix("hello"))
    }

    @Test func aBodyBeyondTheLimitIsRefusedAndTheAnswerArrives() async throws {
        let body = String(repeating: "z", count: 4 << 20)
        let answer = try await exchange(
            "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)", until: "message")
        #expect(answer.hasPrefix("HTTP/1.1 413 "))
        #expect(answer.contains("larger than 1048576 bytes"))
    }

    @Test func anAnswerBeforeTheBodyIsReadArrivesWhole() async throws {
        let body = String(repeating: "z", count: 2 << 20)
        let answer = try await exchange(
            "POST /deaf HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)", until: "message")
        #expect(answer.hasPrefix("HTTP/1.1 409 "))
        #expect(answer.lowercased().contains("connection: close"))
        #expect(answer.hasSuffix("{\"message\":\"no\"}\n"))
    }

    @Test func theClientIsToldToContinue() async throws {
        try await withServer(Self.router) { path in
            let client = try await RawClient.connect(to: path)
            try await client.send(
                "POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
            #expect(try await client.receive(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            try await client.send("ok")
            #expect(try await client.receive(until: "ok").hasSuffix("ok"))
            await client.close()
        }
    }

    @Test func aStreamedAnswerIsChunkedAndEnds() async throws {
        let answer = try await exchange("GET /count HTTP/1.1\r\nHost: x\r\n\r\n", until: "0\r\n\r\n")
        #expect(answer.lowercased().contains("transfer-encoding: chunked"))
        #expect(answer.hasSuffix("2\r\n1;\r\n2\r\n2;\r\n2\r\n3;\r\n0\r\n\r\n"))
    }

    @Test func http10GetsItsAnswerAndTheEnd() async throws {
        try await withServer(Self.router) { path in
            let client = try await RawClient.connect(to: path)
            try await client.send("GET /count HTTP/1.0\r\n\r\n")
            let answer = try await client.receiveAll()
            #expect(answer.hasPrefix("HTTP/1.0 200 OK"))
            #expect(answer.hasSuffix("1;2;3;"))
            await client.close()
        }
    }

    @Test(arguments: [
        "GARBAGE\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /hello HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST /echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}",
        "GET /hello HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
    ])
    func whatIsNoHTTPIsRefused(_ request: String) async throws {
        try await withServer(Self.router) { path in
            let client = try await RawClient.connect(to: path)
            try await client.send(request)
            let answer = try await client.receiveAll()
            #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request"))
            #expect(answer.contains("\"message\":\""))
            await client.close()
        }
    }

    @Test func headersBeyondTheLimitAreRefused() async throws {
        try await withServer(Self.router) { path in
            let client = try await RawClient.connect(to: path)
            let value = String(repeating: "a", count: 200 << 10)
            try await client.send("GET /hello HTTP/1.1\r\nX-Long: \(value)\r\n\r\n")
            #expect(try await client.receiveAll().hasPrefix("HTTP/1.1 431 "))
            await client.close()
        }
    }

    @Test func aHalfClosedClientGetsTheAnswersToAllThatItAsked() async throws {
        try await withServer(Self.router) { path in
            let client = try await RawClient.connect(to: path)
            let requests = ["one", "two", "three"].map {
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: \($0.utf8.count)\r\n\r\n\($0)"
            }
            try await client.send(requests.joined())
            try await client.endInput()
            let answer = try await client.receiveAll()
            #expect(["one", "two", "three"].allSatisfy { answer.contains($0) })
            await client.close()
        }
    }

    @Test func aHalfClosedClientStillGetsItsAnswer() async throws {
        try await withServer(Self.router) { path in
            let client = try await RawClient.connect(to: path)
            try await client.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n")
            try await client.endInput()
            #expect(try await client.receiveAll().hasSuffix("hello"))
            await client.close()
        }
    }
}
