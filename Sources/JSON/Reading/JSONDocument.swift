/// A JSON text and where each value of it begins and ends.
package final class JSONDocument: Sendable {
    /// The most that objects and arrays may be nested.
    package static let maximumDepth = 512

    struct Token: Sendable {
        enum Kind: UInt8, Sendable {
            case object, array, string, escapedString, number, `true`, `false`, null
        }
        var kind: Kind
        /// The value's first byte; of a string, the one behind the quotation mark.
        var start: UInt32
        /// Behind the value's last byte; of a string, the closing quotation mark.
        var end: UInt32
        /// The token behind this one and all that it holds.
        var next: UInt32
    }

    let bytes: [UInt8]
    /// In the text's order; those of an object are a name, its value, the next name, …
    let tokens: [Token]

    /// - Throws: `malformed`; the message names the byte.
    package init(parsing bytes: [UInt8]) throws(JSONError) {
        guard bytes.count <= Int(UInt32.max) else { throw JSONError(.malformed, "it is larger than 4 GiB") }
        guard bytes.withUnsafeBufferPointer({ (try? UTF8Span(validating: $0.span)) != nil }) else {
            throw JSONError(.malformed, "it is not in UTF-8")
        }
        var parser = JSONParser(bytes)
        try parser.parse()
        self.bytes = bytes
        tokens = parser.tokens
    }

    package var root: JSONNode { JSONNode(document: self, index: 0) }

    /// A string's text; any other value as it is written.
    func text(_ token: Token) -> String {
        let range = Int(token.start)..<Int(token.end)
        if token.kind == .escapedString { return JSONEscape.unescape(bytes[range]) }
        return bytes.withUnsafeBufferPointer { String(decoding: $0[range], as: UTF8.self) }
    }

    func isString(_ token: Token, _ text: StaticString) -> Bool {
        guard token.kind == .string else { return self.text(token) == "\(text)" }
        let count = text.utf8CodeUnitCount
        guard Int(token.end - token.start) == count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            (0..<count).allSatisfy { bytes[Int(token.start) + $0] == text.utf8Start[$0] }
        }
    }
}
