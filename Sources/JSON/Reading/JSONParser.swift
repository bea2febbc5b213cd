/// Finds the values of a JSON text, and makes sure that it is one: RFC 8259, section 2.
struct JSONParser {
    private(set) var tokens: [JSONDocument.Token] = []
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    /// - Parameter bytes: valid UTF-8.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        tokens.reserveCapacity(bytes.count / 8)
    }

    mutating func parse() throws(JSONError) {
        try value()
        skipSpace()
        guard position == bytes.count else { throw unexpected() }
    }

    private mutating func value() throws(JSONError) {
        skipSpace()
        switch try current() {
        case UInt8(ascii: "{"): try container(.object, closedBy: UInt8(ascii: "}"))
        case UInt8(ascii: "["): try container(.array, closedBy: UInt8(ascii: "]"))
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "t"): try word("true", .true)
        case UInt8(ascii: "f"): try word("false", .false)
        case UInt8(ascii: "n"): try word("null", .null)
        default: try number()
        }
    }

    private mutating func container(_ kind: JSONDocument.Token.Kind, closedBy end: UInt8) throws(JSONError) {
        let token = begin(kind)
        depth += 1
        guard depth <= JSONDocument.maximumDepth else {
            throw JSONError(.malformed, "it is nested more than \(JSONDocument.maximumDepth) deep")
        }
        position += 1
        if !(try take(end)) {
            repeat { try kind == .object ? member() : value() } while try takeComma(orEnd: end)
        }
        depth -= 1
        close(token, end: position)
    }

    private mutating func member() throws(JSONError) {
        skipSpace()
        guard try current() == UInt8(ascii: "\"") else { throw unexpected() }
        try string()
        guard try take(UInt8(ascii: ":")) else { throw unexpected() }
        try value()
    }

    private mutating func takeComma(orEnd end: UInt8) throws(JSONError) -> Bool {
        if try take(UInt8(ascii: ",")) { return true }
        guard try take(end) else { throw unexpected() }
        return false
    }

    private mutating func string() throws(JSONError) {
        let token = begin(.string)
        position += 1
        tokens[token].start = UInt32(position)
        while true {
            while position < bytes.count, JSONEscape.isPlain(bytes[position]) { position += 1 }
            switch try current() {
            case UInt8(ascii: "\""):
                close(token, end: position)
                position += 1
                return
            case UInt8(ascii: "\\"):
                tokens[token].kind = .escapedString
                position += try JSONEscape.length(bytes, at: position)
            default: throw unexpected()
            }
        }
    }

    private mutating func word(_ word: StaticString, _ kind: JSONDocument.Token.Kind) throws(JSONError) {
        let token = begin(kind)
        for offset in 0..<word.utf8CodeUnitCount {
            guard try current() == word.utf8Start[offset] else { throw unexpected() }
            position += 1
        }
        close(token, end: position)
    }

    private mutating func number() throws(JSONError) {
        let token = begin(.number)
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        if try current() == UInt8(ascii: "0") { position += 1 } else { try digits() }
        if isAt(UInt8(ascii: ".")) {
            position += 1
            try digits()
        }
        if isAt(UInt8(ascii: "e")) || isAt(UInt8(ascii: "E")) {
            position += 1
            if isAt(UInt8(ascii: "+")) || isAt(UInt8(ascii: "-")) { position += 1 }
            try digits()
        }
        close(token, end: position)
    }

    private mutating func digits() throws(JSONError) {
        guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= (try current()) else { throw unexpected() }
        while position < bytes.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[position] { position += 1 }
    }

    private mutating func begin(_ kind: JSONDocument.Token.Kind) -> Int {
        tokens.append(.init(kind: kind, start: UInt32(position), end: 0, next: 0))
        return tokens.count - 1
    }

    private mutating func close(_ token: Int, end: Int) {
        tokens[token].end = UInt32(end)
        tokens[token].next = UInt32(tokens.count)
    }

    private mutating func take(_ byte: UInt8) throws(JSONError) -> Bool {
        skipSpace()
        guard try current() == byte else { return false }
        position += 1
        return true
    }

    private func isAt(_ byte: UInt8) -> Bool { position < bytes.count && bytes[position] == byte }

    private func current() throws(JSONError) -> UInt8 {
        guard position < bytes.count else { throw JSONError(.malformed, "it ends too early") }
        return bytes[position]
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): position += 1
            default: return
            }
        }
    }

    private func unexpected() -> JSONError {
        guard position < bytes.count else { return JSONError(.malformed, "it ends too early") }
        let byte = bytes[position]
        let name = 0x21..<0x7F ~= byte ? "'\(Unicode.Scalar(byte))'" : "byte \(byte)"
        return JSONError(.malformed, "unexpected \(name) at offset \(position)")
    }
}
