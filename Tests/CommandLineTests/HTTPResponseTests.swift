import TestSupport
import Testing

@testable import wherry

@Suite struct HTTPResponseTests {
    /// Gives the decoder the stream in pieces, and gathers the body.
    private func body(_ text: String, pieces size: Int, method: HTTPRequest.Method = .get) throws -> String {
        let bytes = Array(text.utf8)
        let parsed = try #require(try bytes.withUnsafeBytes { try HTTPResponseHead.parse($0) })
        var decoder = try HTTPBodyDecoder(parsed.head, answering: method)
        var result: [UInt8] = []
        var rest = bytes[parsed.size...]
        while !rest.isEmpty, !decoder.isDone {
            let piece = Array(rest.prefix(size))
            let used = try piece.withUnsafeBytes { try decoder.decode($0) { result.append(contentsOf: $0) } }
            rest = rest.dropFirst(used)
        }
        if rest.isEmpty, !decoder.isDone { try decoder.finish() }
        return String(decoding: result, as: UTF8.self)
    }

    @Test func heads() throws {
        let text = Array("HTTP/1.1 404 Not Found\r\nContent-Length:  5 \r\nX-A: b\r\n\r\nhello".utf8)
        let parsed = try #require(try text.withUnsafeBytes { try HTTPResponseHead.parse($0) })
        #expect(parsed.head.status == 404 && parsed.head.reason == "Not Found")
        #expect(parsed.head["x-a"] == "b" && parsed.size == text.count - 5)
        for end in 0..<parsed.size {
            #expect(try text[..<end].withUnsafeBytes { try HTTPResponseHead.parse($0) } == nil)
        }
    }

    @Test(arguments: [
        "HTTP/1.1 99 x\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/2 200 OK\r\n\r\n", "x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nnocolon\r\n\r\n",
        "HTTP/1.1 200 OK\r\n: v\r\n\r\n", "\r\n\r\n\r\n",
    ])
    func malformedHeads(_ text: String) {
        #expect(throws: CommandLineError.self) {
            try Array(text.utf8).withUnsafeBytes { try HTTPResponseHead.parse($0) }
        }
    }

    @Test func anEndlessHeadIsRefused() {
        let bytes = [UInt8](repeating: 65, count: HTTPResponseHead.sizeLimit + 1)
        #expect(throws: CommandLineError.self) { try bytes.withUnsafeBytes { try HTTPResponseHead.parse($0) } }
    }

    @Test(arguments: [1, 2, 3, 7, 1000])
    func bodies(pieces size: Int) throws {
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(try body(chunked + "5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n", pieces: size) == "hello world")
        #expect(try body(chunked + "A\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n", pieces: size) == "0123456789")
        #expect(try body("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", pieces: size) == "abc")
        #expect(try body("HTTP/1.0 200 OK\r\n\r\nall of it", pieces: size) == "all of it")
        #expect(try body("HTTP/1.1 204 No Content\r\n\r\n", pieces: size) == "")
        #expect(try body("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", pieces: size, method: .head) == "")
    }

    @Test(arguments: [
        "Transfer-Encoding: gzip\r\n\r\n", "Content-Length: -1\r\n\r\n", "Content-Length: x\r\n\r\n",
        "Content-Length: 9\r\n\r\nshort", "Transfer-Encoding: chunked\r\n\r\n5\r\nhel",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n", "Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n",
        "Transfer-Encoding: chunked\r\n\r\n+5\r\nhello\r\n", "Transfer-Encoding: chunked\r\n\r\n5\nhello",
        "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n",
    ])
    func malformedBodies(_ rest: String) {
        #expect(throws: CommandLineError.self) { try body("HTTP/1.1 200 OK\r\n\(rest)", pieces: 4) }
    }

    /// Whatever comes, it is decoded or refused, and never more is delivered than came.
    @Test func mutatedResponses() throws {
        let seed = Array(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX: y\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n".utf8)
        var generator = SplitMix(seed: 7)
        var decoded = 0
        for _ in 0..<5000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            let delivered = try? bytes.withUnsafeBytes { try Self.decodeAll($0) }
            #expect(delivered ?? 0 <= bytes.count)
            decoded += delivered == nil ? 0 : 1
        }
        #expect(decoded > 100 && decoded < 4900)
    }

    private static func decodeAll(_ bytes: UnsafeRawBufferPointer) throws -> Int {
        guard let parsed = try HTTPResponseHead.parse(bytes) else { return 0 }
        var decoder = try HTTPBodyDecoder(parsed.head, answering: .get)
        var delivered = 0
        _ = try decoder.decode(UnsafeRawBufferPointer(rebasing: bytes[parsed.size...])) { delivered += $0.count }
        return delivered
    }
}
