/// Escapes in strings: RFC 8259, section 7.
enum JSONEscape {
    /// Whether the byte stands for itself in a string.
    static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// How many bytes the escape is long that begins at `position`; a pair of surrogates is one escape.
    static func length(_ bytes: [UInt8], at position: Int) throws(JSONError) -> Int {
        guard position + 1 < bytes.count else { throw JSONError(.malformed, "it ends too early") }
        guard bytes[position + 1] == UInt8(ascii: "u") else {
            guard simple(bytes[position + 1]) != nil else { throw malformed(position) }
            return 2
        }
        guard let unit = unit(bytes, at: position) else { throw malformed(position) }
        if UTF16.isTrailSurrogate(unit) { throw malformed(position) }
        guard UTF16.isLeadSurrogate(unit) else { return 6 }
        guard let trail = Self.unit(bytes, at: position + 6), UTF16.isTrailSurrogate(trail) else {
            throw malformed(position)
        }
        return 12
    }

    /// The text of a string whose escapes were all found to be right.
    static func unescape(_ bytes: ArraySlice<UInt8>) -> String {
        var units: [UInt8] = []
        units.reserveCapacity(bytes.count)
        var position = bytes.startIndex
        while position < bytes.endIndex {
            guard bytes[position] == UInt8(ascii: "\\") else {
                units.append(bytes[position])
                position += 1
                continue
            }
            if let byte = simple(bytes[position + 1]) {
                units.append(byte)
                position += 2
            } else {
                position += append(bytes, at: position, to: &units)
            }
        }
        return String(decoding: units, as: UTF8.self)
    }

    /// Appends the scalar of a `\u` escape, and gives its length.
    private static func append(_ bytes: ArraySlice<UInt8>, at position: Int, to units: inout [UInt8]) -> Int {
        let first = unit(bytes, at: position) ?? 0
        guard UTF16.isLeadSurrogate(first), let second = unit(bytes, at: position + 6) else {
            units.append(contentsOf: String(decoding: [first], as: UTF16.self).utf8)
            return 6
        }
        units.append(contentsOf: String(decoding: [first, second], as: UTF16.self).utf8)
        return 12
    }

    private static func simple(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }

    /// The four hexadecimal digits behind `\u`.
    private static func unit<Bytes: RandomAccessCollection<UInt8>>(_ bytes: Bytes, at position: Int) -> UInt16?
    where Bytes.Index == Int {
        guard position + 6 <= bytes.endIndex, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { return nil }
        var value: UInt16 = 0
        for digit in bytes[(position + 2)..<(position + 6)] {
            guard let digit = hexadecimal(digit) else { return nil }
            value = value << 4 | digit
        }
        return value
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt16? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(digit - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(digit - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(digit - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    private static func malformed(_ position: Int) -> JSONError {
        JSONError(.malformed, "an escape at offset \(position) that JSON does not have")
    }
}
