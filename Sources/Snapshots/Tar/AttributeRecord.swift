/// The two ways in which extended headers carry extended attributes: star's (GNU tar, Docker) and libarchive's.
enum AttributeRecord {
    private static let star = "SCHILY.xattr."
    private static let libarchive = "LIBARCHIVE.xattr."

    /// The attribute's name; `nil` when the key is about something else.
    static func name(_ key: String) -> [UInt8]? {
        if key.hasPrefix(star) { return Array(key.utf8.dropFirst(star.utf8.count)) }
        if key.hasPrefix(libarchive) { return percentDecoded(key.utf8.dropFirst(libarchive.utf8.count)) }
        return nil
    }

    /// - Returns: `nil` when the value is malformed.
    static func value(_ key: String, _ value: ArraySlice<UInt8>) -> [UInt8]? {
        key.hasPrefix(libarchive) ? base64Decoded(value) : Array(value)
    }

    /// RFC 3986 section 2.1; empty, which no attribute's name is, when malformed.
    private static func percentDecoded(_ text: some Sequence<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var iterator = text.makeIterator()
        while let byte = iterator.next() {
            guard byte == UInt8(ascii: "%") else {
                result.append(byte)
                continue
            }
            guard let high = iterator.next().flatMap(hexadecimal), let low = iterator.next().flatMap(hexadecimal) else {
                return []
            }
            result.append(high << 4 | low)
        }
        return result
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8? {
        Character(UnicodeScalar(digit)).hexDigitValue.map(UInt8.init)
    }

    /// RFC 4648 section 4, with or without padding at the end.
    private static func base64Decoded(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        let digits = text.prefix { $0 != UInt8(ascii: "=") }
        guard digits.count % 4 != 1, text[digits.endIndex...].allSatisfy({ $0 == UInt8(ascii: "=") }) else {
            return nil
        }
        for digit in digits {
            guard let value = base64Value(digit) else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return result
    }

    private static func base64Value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): digit - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
