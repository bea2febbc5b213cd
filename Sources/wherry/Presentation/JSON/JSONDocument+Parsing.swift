extension JSONDocument {
    init(parsing bytes: [UInt8]) throws {
        var parser = JSONDocumentParser(bytes: bytes)
        self = try parser.document()
    }
}

/// Reads JSON (RFC 8259). What it reads comes from the engine, and shows what others wrote: nesting is bounded.
private struct JSONDocumentParser {
    private static let depthLimit = 200

    let bytes: [UInt8]
    private var index = 0
    private var depth = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws -> JSONDocument {
        let value = try value()
        skipSpace()
        guard index == bytes.count else { throw malformed() }
        return value
    }

    private mutating func value() throws -> JSONDocument {
        skipSpace()
        guard index < bytes.count else { throw malformed() }
        switch bytes[index] {
        case UInt8(ascii: "{"): return try nested { try $0.object() }
        case UInt8(ascii: "["): return try nested { try $0.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func nested(_ body: (inout Self) throws -> JSONDocument) throws -> JSONDocument {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw malformed() }
        index += 1
        return try body(&self)
    }

    private mutating func object() throws -> JSONDocument {
        var members: [JSONDocument.Member] = []
        if take("}") { return .object(members) }
        repeat {
            skipSpace()
            let name = try string()
            guard take(":") else { throw malformed() }
            members.append(JSONDocument.Member(name: name, value: try value()))
        } while take(",")
        guard take("}") else { throw malformed() }
        return .object(members)
    }

    private mutating func array() throws -> JSONDocument {
        var elements: [JSONDocument] = []
        if take("]") { return .array(elements) }
        repeat { elements.append(try value()) } while take(",")
        guard take("]") else { throw malformed() }
        return .array(elements)
    }

    private mutating func word(_ word: String, _ value: JSONDocument) throws -> JSONDocument {
        guard bytes[index...].starts(with: word.utf8) else { throw malformed() }
        index += word.utf8.count
        return value
    }

    private mutating func number() throws -> JSONDocument {
        let digits = bytes[index...].prefix { (48...57).contains($0) || "+-.eE".utf8.contains($0) }
        let text = String(decoding: digits, as: UTF8.self)
        guard let first = digits.first, first == UInt8(ascii: "-") || (48...57).contains(first), Double(text) != nil
        else {
            throw malformed()
        }
        index += digits.count
        return .number(text)
    }

    private mutating func string() throws -> String {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { throw malformed() }
        index += 1
        var text: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text.append(contentsOf: String(try escape()).utf8)
            case ..<0x20: throw malformed()
            default: text.append(byte)
            }
        }
        throw malformed()
    }

    private mutating func escape() throws -> Character {
        guard index < bytes.count else { throw malformed() }
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(Unicode.Scalar(byte))
        case UInt8(ascii: "u"): return Character(try unicode())
        default: throw malformed()
        }
    }

    /// Two escapes may be the halves of one scalar; half of one alone is the replacement character.
    private mutating func unicode() throws -> Unicode.Scalar {
        let first = try codeUnit()
        if UTF16.isLeadSurrogate(first), bytes[index...].starts(with: "\\u".utf8) {
            let start = index
            index += 2
            let second = try codeUnit()
            if UTF16.isTrailSurrogate(second) {
                return UTF16.decode(UTF16.EncodedScalar([first, second]))
            }
            index = start
        }
        return Unicode.Scalar(first) ?? "\u{FFFD}"
    }

    private mutating func codeUnit() throws -> UInt16 {
        guard index + 4 <= bytes.count, bytes[index] != UInt8(ascii: "+"),
            let unit = UInt16(String(decoding: bytes[index..<(index + 4)], as: UTF8.self), radix: 16)
        else { throw malformed() }
        index += 4
        return unit
    }

    private mutating func skipSpace() {
        while index < bytes.count, [32, 9, 10, 13].contains(bytes[index]) { index += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private func malformed() -> CommandLineError {
        CommandLineError(.protocolViolation, "the engine's answer is not JSON at byte \(index)")
    }
}
