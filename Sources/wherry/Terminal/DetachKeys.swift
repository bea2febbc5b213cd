/// The keys that leave a container without ending it.
struct DetachKeys: Equatable {
    /// `ctrl-p` then `ctrl-q`.
    static let standard = DetachKeys(sequence: [16, 17])

    let sequence: [UInt8]

    private init(sequence: [UInt8]) {
        self.sequence = sequence
    }

    /// - Parameter text: keys with commas between: a character, or `ctrl-` and a letter or one of `@[\]^_`.
    init(_ text: String) throws {
        sequence = try text.split(separator: ",", omittingEmptySubsequences: false).map { key in
            if key.utf8.count == 1, let byte = key.utf8.first { return byte }
            guard key.hasPrefix("ctrl-"), key.utf8.count == 6, let byte = key.utf8.last else {
                throw Self.malformed(text)
            }
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): return byte - 96
            case UInt8(ascii: "@"), UInt8(ascii: "[")...UInt8(ascii: "_"): return byte - 64
            default: throw Self.malformed(text)
            }
        }
    }

    private static func malformed(_ text: String) -> CommandLineError {
        .invalid("invalid detach keys '\(text)'", hint: "expected such as ctrl-p,ctrl-q")
    }
}

/// Looks for the detach keys in what is typed.
struct DetachKeyScanner {
    private let keys: [UInt8]
    private var matched = 0

    init(_ keys: DetachKeys) {
        self.keys = keys.sequence
    }

    /// - Returns: the bytes to pass on, and whether the keys are complete; what follows them is dropped. A beginning of
    /// the keys is held back until the next byte shows what it is.
    mutating func scan(_ bytes: UnsafeRawBufferPointer) -> (passed: [UInt8], isDetached: Bool) {
        var passed: [UInt8] = []
        for byte in bytes {
            if matched > 0, byte != keys[matched] {
                passed += keys[..<matched]
                matched = 0
            }
            if !keys.isEmpty, byte == keys[matched] {
                matched += 1
                if matched == keys.count { return (passed, true) }
            } else {
                passed.append(byte)
            }
        }
        return (passed, false)
    }
}
