import JSON
import Testing

@testable import wherry

@Suite struct JSONTextTests {
    private func parse(_ text: String) throws -> JSONValue {
        try EngineClient.decode(JSONValue.self, Array(text.utf8))
    }

    @Test func orderAndDigitsAreKept() throws {
        let text = #"{"b":1.50,"a":[true,null,-2e3,18446744073709551615],"c":{}}"#
        #expect(try parse(text).compactText == text)
    }

    @Test func indentation() throws {
        let expected = "{\n    \"a\": [\n        1,\n        {}\n    ],\n    \"b\": \"x\"\n}"
        #expect(try parse(#"{"a":[1,{}],"b":"x"}"#).indentedText() == expected)
    }

    @Test func escapes() throws {
        #expect(try parse(#""a\"\\\/\n\u00e4\ud83d\ude00""#) == .string("a\"\\/\nä😀"))
        #expect(JSONValue.string("a\"\\\n\u{01}ä\u{7f}").compactText == #""a\"\\\n\u0001ä\u007f""#)
    }

    @Test(arguments: ["", "{", "<html>", String(repeating: "[", count: 100_000)])
    func whatIsNotUnderstoodIsTheEnginesFault(_ text: String) {
        let error = #expect(throws: CommandLineError.self) { try parse(text) }
        #expect(error?.code == .protocolViolation)
    }
}
