/// One challenge of a `WWW-Authenticate` header: RFC 9110, section 11.6.1.
struct Challenge: Equatable, Sendable {
    /// Lower case, such as `bearer`.
    let scheme: String
    /// Names in lower case. The first one counts when a name comes twice.
    let parameters: [String: String]

    /// Longer headers are not read.
    static let lengthLimit = 8 << 10
    static let countLimit = 16

    /// Reads what is well formed, in the header's order, and leaves out what follows the first fault.
    static func parse(_ header: String) -> [Challenge] {
        guard header.utf8.count <= lengthLimit else { return [] }
        var scanner = ChallengeScanner(header)
        var challenges: [Challenge] = []
        while challenges.count < countLimit, let challenge = scanner.challenge() { challenges.append(challenge) }
        return challenges
    }
}

private struct ChallengeScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func challenge() -> Challenge? {
        skipSeparators()
        guard let scheme = token() else { return nil }
        var parameters: [String: String] = [:]
        guard skipSpaces() else { return Challenge(scheme: scheme.lowercased(), parameters: [:]) }
        skipToken68()
        while parameters.count < 32, let (name, value) = parameter() {
            if parameters[name] == nil { parameters[name] = value }
            let mark = position
            skipSeparators()
            // What follows a comma without a "=" is the next challenge's scheme.
            if !startsParameter() {
                position = mark
                break
            }
        }
        return Challenge(scheme: scheme.lowercased(), parameters: parameters)
    }

    private mutating func parameter() -> (name: String, value: String)? {
        guard startsParameter(), let name = token(), skipEquals() else { return nil }
        guard let value = next == UInt8(ascii: "\"") ? quoted() : token() else {
            // Nothing after a broken value can be told apart.
            position = bytes.count
            return nil
        }
        return (name.lowercased(), value)
    }

    private func startsParameter() -> Bool {
        var probe = self
        return probe.token() != nil && probe.skipEquals() && probe.next.map { $0 != UInt8(ascii: "=") } == true
    }

    /// The credentials-like form of a challenge, which no scheme known here uses.
    private mutating func skipToken68() {
        guard !startsParameter() else { return }
        let mark = position
        while let byte = next, byte.isToken68 { position += 1 }
        while next == UInt8(ascii: "=") { position += 1 }
        let end = position
        _ = skipSpaces()
        if next == nil || next == UInt8(ascii: ",") { return }
        position = end == mark ? mark : end
    }

    private mutating func token() -> String? {
        let start = position
        while let byte = next, byte.isTokenCharacter { position += 1 }
        return start == position ? nil : String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// `nil` when the closing quote is missing.
    private mutating func quoted() -> String? {
        position += 1
        var content: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = next else { return nil }
                content.append(escaped)
                position += 1
            default: content.append(byte)
            }
        }
        return nil
    }

    private mutating func skipEquals() -> Bool {
        _ = skipSpaces()
        guard next == UInt8(ascii: "=") else { return false }
        position += 1
        _ = skipSpaces()
        return true
    }

    @discardableResult
    private mutating func skipSpaces() -> Bool {
        let start = position
        while let byte = next, byte.isBlank { position += 1 }
        return position > start
    }

    private mutating func skipSeparators() {
        while let byte = next, byte.isBlank || byte == UInt8(ascii: ",") { position += 1 }
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

    fileprivate var isAlphanumeric: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    fileprivate var isTokenCharacter: Bool { isAlphanumeric || "!#$%&'*+-.^_`|~".utf8.contains(self) }
    fileprivate var isToken68: Bool { isAlphanumeric || "-._~+/".utf8.contains(self) }
}
