import TestSupport
import Testing

@testable import wherry

@Suite struct JSONDocumentTests {
    private func parse(_ text: String) throws -> JSONDocument { try JSONDocument(parsing: Array(text.utf8)) }

    @Test func orderAndDigitsAreKept() throws {
        let text = #"{"b":1.50,"a":[true,null,-2e3,18446744073709551615],"c":{}}"#
        #expect(try parse(text).compactText == text)
    }

    @Test func indentation() throws {
        let expected = "{\n    \"a\": [\n        1,\n        {}\n    ],\n    \"b\": \"x\"\n}"
        #expect(try parse(#"{"a":[1,{}],"b":"x"}"#).indentedText() == expected)
    }

    @Test func escapes() throws {
        #expect(try parse(#""a\"\\\/\n\u00e4\ud83d\ude00\ud83dx""#) == .string("a\"\\/\nä😀\u{FFFD}x"))
        #expect(JSONDocument.string("a\"\\\n\u{01}ä").compactText == #""a\"\\\n\u0001ä""#)
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\"}", "{\"a\":1,}", "tru", "1 2", "\"a", "\"\\x\"", "\"\\u12\"", "+1", "-", "1.2.3",
        "\"\u{01}\"", "nan",
    ])
    func malformed(_ text: String) {
        #expect(throws: CommandLineError.self) { try parse(text) }
    }

    @Test func deepNestingIsRefused() {
        #expect(throws: CommandLineError.self) { try parse(String(repeating: "[", count: 100_000)) }
    }

    @Test func mutatedDocuments() {
        let seed = Array(#"{"a":[1,2.5,"x\u00e4"],"b":{"c":null,"d":true}}"#.utf8)
        var generator = SplitMix(seed: 3)
        var understood = 0
        for _ in 0..<5000 {
            var bytes = seed
            bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            if let document = try? JSONDocument(parsing: bytes) {
                understood += 1
                #expect((try? JSONDocument(parsing: Array(document.compactText.utf8))) == document)
            }
        }
        #expect(understood > 100 && understood < 4900)
    }
}
