import NIOCore
import TestSupport
import Testing

@testable import Engine

struct LogLineTests {
    private func message(_ escaped: String) -> String? {
        let text = #"{"log":"\#(escaped)","stream":"stdout","time":"2026-11-24T10:00:00.123456789Z"}"#
        return Array(text.utf8).withUnsafeBytes { bytes in
            guard let line = LogLine(bytes) else { return nil }
            var buffer = [UInt8](repeating: 0, count: line.escaped.count)
            let count = buffer.withUnsafeMutableBytes { line.unescape(into: $0) }
            return String(decoding: buffer[..<count], as: UTF8.self)
        }
    }

    @Test(arguments: [
        (#"plain\n"#, "plain\n"), (#"a \"b\" \\ \/ \t\r\n"#, "a \"b\" \\ / \t\r\n"), (#"\u003ctag\u003e"#, "<tag>"),
        (#"\u00e9\u4e2d\ud83d\ude00"#, "é中😀"), (#"\ud83d alone"#, "\u{FFFD} alone"), ("é中😀", "é中😀"), ("", ""),
    ])
    func resolvesEscapes(escaped: String, expected: String) {
        #expect(message(escaped) == expected)
    }

    @Test(arguments: [
        "", "{}", #"{"log":"x"}"#, #"{"log":"x","stream":"stdfoo","time":"2026-11-24T10:00:00Z"}"#,
        #"{"log":"x","stream":"stdout","time":"now"}"#, "not json at all, but long enough to be a line of a log",
    ])
    func otherFormsAreNoLines(text: String) {
        let isLine = Array(text.utf8).withUnsafeBytes { LogLine($0) != nil }
        #expect(!isLine)
    }

    @Test func survivesMutations() {
        var generator = SplitMix(seed: 7)
        let seed = Array(#"{"log":"a\u00e9\n\ud83d\ude00","stream":"stderr","time":"2026-11-24T10:00:00.1Z"}"#.utf8)
        var lines = 0
        for _ in 0..<5000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            bytes.withUnsafeBytes { raw in
                guard let line = LogLine(raw) else { return }
                lines += 1
                var buffer = [UInt8](repeating: 0, count: line.escaped.count)
                let count = buffer.withUnsafeMutableBytes { line.unescape(into: $0) }
                #expect(count <= line.escaped.count)
            }
        }
        #expect(lines > 0)
    }
}
