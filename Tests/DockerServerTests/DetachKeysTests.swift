import NIOCore
import Testing

@testable import DockerServer

@Suite struct DetachKeysTests {
    private func filter(_ keys: DetachKeys, _ pieces: [String]) -> (passed: String, detached: Bool) {
        var keys = keys
        var passed = ""
        for piece in pieces {
            var bytes = ByteBuffer(string: piece)
            let detached = keys.filter(&bytes)
            passed += String(buffer: bytes)
            if detached { return (passed, true) }
        }
        return (passed, false)
    }

    @Test(arguments: [
        (["abc"], "abc", false), (["\u{10}\u{11}"], "", true), (["a\u{10}", "\u{11}b"], "a", true),
        (["\u{10}", "x"], "\u{10}x", false), (["\u{10}\u{10}\u{11}"], "\u{10}", true), (["\u{11}"], "\u{11}", false),
    ])
    func theStandardKeys(_ pieces: [String], _ passed: String, _ detached: Bool) {
        let result = filter(.standard, pieces)
        #expect(result.passed == passed)
        #expect(result.detached == detached)
    }

    @Test func parsing() throws {
        #expect(try DetachKeys(parsing: "ctrl-p,ctrl-q") == .standard)
        #expect(filter(try DetachKeys(parsing: "a,ctrl-@,ctrl-]"), ["a\u{0}\u{1d}"]).detached)
    }

    @Test(arguments: ["", "ctrl-", "ctrl-A", "ctrl-ab", "ab", "a,,b", "é"])
    func malformed(_ text: String) {
        #expect(throws: ServerError.self) { try DetachKeys(parsing: text) }
    }
}
