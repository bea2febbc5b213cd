import NIOCore

/// The keys by which a user leaves a container's terminal without ending it; Docker's are ctrl-p, ctrl-q.
package struct DetachKeys: Equatable, Sendable {
    private let sequence: [UInt8]
    /// How many of them were the last bytes seen; they are held back until the next byte decides.
    private var matched = 0

    package static let standard = DetachKeys(sequence: [16, 17])

    private init(sequence: [UInt8]) {
        self.sequence = sequence
    }

    /// - Parameter text: keys separated by commas, each a character or `ctrl-` with a letter or one of `@[\]^_`.
    package init(parsing text: String) throws(ServerError) {
        var sequence: [UInt8] = []
        for key in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let byte = Self.byte(of: key) else {
                throw ServerError(.badRequest, "invalid detach keys (\(text)) provided: unknown key '\(key)'")
            }
            sequence.append(byte)
        }
        self.init(sequence: sequence)
    }

    private static func byte(of key: Substring) -> UInt8? {
        if key.utf8.count == 1 { return key.utf8.first }
        guard key.hasPrefix("ctrl-"), key.utf8.count == 6, let letter = key.utf8.last else { return nil }
        switch letter {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): return letter - UInt8(ascii: "a") + 1
        case UInt8(ascii: "@"), UInt8(ascii: "[")...UInt8(ascii: "_"): return letter - UInt8(ascii: "@")
        default: return nil
        }
    }

    /// Takes the keys out of input that passes through.
    ///
    /// - Parameter bytes: input; what remains of it is what the container shall get.
    /// - Returns: whether all the keys were pressed in a row.
    mutating func filter(_ bytes: inout ByteBuffer) -> Bool {
        guard matched > 0 || bytes.readableBytesView.contains(sequence[0]) else { return false }
        var passed: [UInt8] = []
        for byte in bytes.readableBytesView {
            if byte != sequence[matched] {
                passed.append(contentsOf: sequence[..<matched])
                matched = 0
            }
            if byte == sequence[matched] { matched += 1 } else { passed.append(byte) }
            if matched == sequence.count { break }
        }
        bytes = ByteBuffer(bytes: passed)
        defer { if matched == sequence.count { matched = 0 } }
        return matched == sequence.count
    }
}
