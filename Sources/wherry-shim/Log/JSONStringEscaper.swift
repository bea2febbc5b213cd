/// Escapes bytes for a JSON string as Docker's json-file driver does, which is as Go's `encoding/json` does for HTML:
/// `"` and `\` with a backslash, newline and carriage return by letter, other control characters and `<`, `>`, `&`,
/// U+2028, U+2029 as `\u00XX`; each byte that is not part of well-formed UTF-8 becomes `\ufffd`.
///
/// Text goes sixteen bytes at a time as long as none of them needs care, then eight.
enum JSONStringEscaper {
    /// The most bytes that one byte becomes.
    static let largestExpansion = 6
    private typealias Vector = SIMD16<UInt8>
    /// How many bytes beyond the escaped text may be written as scratch.
    static let slack = 8

    /// - Parameter target: has room for `source.count * largestExpansion + slack` bytes.
    /// - Returns: how many bytes of `target` are the text.
    static func escape(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawPointer) -> Int {
        guard let base = source.baseAddress else { return 0 }
        var output = target
        var position = 0
        while position < source.count {
            position += copyPlain(base + position, count: source.count - position, to: &output)
            if position < source.count {
                position += escapeOne(UnsafeRawBufferPointer(rebasing: source[position...]), to: &output)
            }
        }
        return output - target
    }

    /// Copies the bytes before the first that needs care.
    private static func copyPlain(
        _ source: UnsafeRawPointer, count: Int, to output: inout UnsafeMutableRawPointer
    ) -> Int {
        var position = 0
        while position + 16 <= count {
            let vector = source.loadUnaligned(fromByteOffset: position, as: Vector.self)
            guard isPlain(vector) else { break }
            output.storeBytes(of: vector, as: Vector.self)
            output += 16
            position += 16
        }
        while position + 8 <= count {
            let word = source.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            output.storeBytes(of: word, as: UInt64.self)
            let special = specialBytes(in: UInt64(littleEndian: word))
            let plain = special == 0 ? 8 : special.trailingZeroBitCount >> 3
            output += plain
            position += plain
            if special != 0 { return position }
        }
        while position < count {
            let byte = source.load(fromByteOffset: position, as: UInt8.self)
            if isSpecial(byte) { break }
            output.storeBytes(of: byte, as: UInt8.self)
            output += 1
            position += 1
        }
        return position
    }

    /// Spelled with the one vector type throughout: of the generic operators the compiler makes loops.
    @inline(__always)
    private static func isPlain(_ bytes: Vector) -> Bool {
        var special = bytes .< Vector(repeating: 0x20)
        special = special .| (bytes .> Vector(repeating: 0x7f))
        special = special .| (bytes .== Vector(repeating: 0x5c))
        // `<` and `>` differ in bit 1 only, `"` and `&` in bit 2 only.
        special = special .| ((bytes | Vector(repeating: 0x02)) .== Vector(repeating: 0x3e))
        special = special .| ((bytes | Vector(repeating: 0x04)) .== Vector(repeating: 0x26))
        return !any(special)
    }

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// The top bit of each byte that needs care; above the lowest such byte there may be false ones, from borrows.
    @inline(__always)
    private static func specialBytes(in word: UInt64) -> UInt64 {
        let control = (word &- ones &* 0x20) & ~word
        // `<` and `>` differ in bit 1 only, `"` and `&` in bit 2 only.
        let angle = zeroBytes(in: (word | ones &* 0x02) ^ (ones &* 0x3e))
        let quote = zeroBytes(in: (word | ones &* 0x04) ^ (ones &* 0x26))
        let backslash = zeroBytes(in: word ^ (ones &* 0x5c))
        return (control | angle | quote | backslash | word) & tops
    }

    @inline(__always)
    private static func zeroBytes(in word: UInt64) -> UInt64 {
        (word &- ones) & ~word
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case ..<0x20, 0x80...: true
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"): true
        default: false
        }
    }

    /// Writes what stands for the character at the start of `source`.
    ///
    /// - Returns: how many bytes of `source` that was.
    private static func escapeOne(_ source: UnsafeRawBufferPointer, to output: inout UnsafeMutableRawPointer) -> Int {
        let byte = source[0]
        guard byte < 0x80 else { return escapeMultibyte(source, to: &output) }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): writeEscape(letter: byte, to: &output)
        case UInt8(ascii: "\n"): writeEscape(letter: UInt8(ascii: "n"), to: &output)
        case UInt8(ascii: "\r"): writeEscape(letter: UInt8(ascii: "r"), to: &output)
        default: writeEscape(UInt16(byte), to: &output)
        }
        return 1
    }

    /// Goes on to the end of a run of characters beyond ASCII.
    private static func escapeMultibyte(
        _ source: UnsafeRawBufferPointer, to output: inout UnsafeMutableRawPointer
    ) -> Int {
        var position = 0
        while position < source.count, source[position] >= 0x80 {
            let rest = UnsafeRawBufferPointer(rebasing: source[position...])
            let length = UTF8Sequence.length(atStartOf: rest)
            if length == 0 {
                writeEscape(0xfffd, to: &output)
            } else if length == 3, rest[0] == 0xe2, rest[1] == 0x80, rest[2] & 0xfe == 0xa8 {
                writeEscape(0x2000 | UInt16(rest[2] & 0x3f), to: &output)
            } else {
                for index in 0..<length { output.storeBytes(of: rest[index], toByteOffset: index, as: UInt8.self) }
                output += length
            }
            position += max(length, 1)
        }
        return position
    }

    private static func writeEscape(letter: UInt8, to output: inout UnsafeMutableRawPointer) {
        output.storeBytes(of: UInt8(ascii: "\\"), as: UInt8.self)
        output.storeBytes(of: letter, toByteOffset: 1, as: UInt8.self)
        output += 2
    }

    private static func writeEscape(_ unit: UInt16, to output: inout UnsafeMutableRawPointer) {
        let digits: StaticString = "0123456789abcdef"
        let start = digits.utf8Start
        output.storeBytes(of: UInt8(ascii: "\\"), as: UInt8.self)
        output.storeBytes(of: UInt8(ascii: "u"), toByteOffset: 1, as: UInt8.self)
        for index in 0..<4 {
            let digit = start[Int(unit >> (12 - 4 * UInt16(index))) & 0xf]
            output.storeBytes(of: digit, toByteOffset: 2 + index, as: UInt8.self)
        }
        output += 6
    }
}
