#if canImport(Glibc)
import Glibc
#endif

/// One line of a json-file log, taken apart in place: `{"log":"…","stream":"stdout","time":"…"}`.
///
/// The shim writes exactly this form, so no general parser runs over what may be gigabytes; a line in any other form is
/// `nil` and is passed over.
struct LogLine {
    /// The message as it stands in the file, JSON escapes and all.
    let escaped: UnsafeRawBufferPointer
    let isError: Bool
    /// RFC 3339 with nanoseconds, UTC.
    let time: UnsafeRawBufferPointer

    private static let opening = Array(#"{"log":""#.utf8)
    private static let output = Array(#"","stream":"stdout","time":""#.utf8)
    private static let error = Array(#"","stream":"stderr","time":""#.utf8)
    private static let closing = Array(#""}"#.utf8)
    /// No time is shorter than `2006-01-02T15:04:05Z`, nor longer than with nine digits of fraction.
    private static let timeLengths = 20...30

    /// - Parameter line: without its line feed.
    init?(_ line: UnsafeRawBufferPointer) {
        guard line.starts(with: Self.opening, at: 0), line.starts(with: Self.closing, at: line.count - 2) else {
            return nil
        }
        let end = line.count - 2
        for length in Self.timeLengths {
            let start = end - length
            guard start > 0, line[start - 1] == UInt8(ascii: "\"") else { continue }
            let middle = start - Self.output.count
            guard middle >= Self.opening.count else { return nil }
            isError = line.starts(with: Self.error, at: middle)
            guard isError || line.starts(with: Self.output, at: middle) else { return nil }
            escaped = UnsafeRawBufferPointer(rebasing: line[Self.opening.count..<middle])
            time = UnsafeRawBufferPointer(rebasing: line[start..<end])
            return
        }
        return nil
    }

    /// Writes the message, its escapes resolved, to `target`, which has room for all of `escaped`.
    ///
    /// - Returns: how many bytes it took.
    func unescape(into target: UnsafeMutableRawBufferPointer) -> Int {
        var read = 0
        var written = 0
        while read < escaped.count {
            let rest = UnsafeRawBufferPointer(rebasing: escaped[read...])
            let plain = rest.firstIndex(of: UInt8(ascii: "\\"), orEnd: rest.count)
            UnsafeMutableRawBufferPointer(rebasing: target[written...]).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: rest[..<plain]))
            written += plain
            read += plain
            guard read < escaped.count else { break }
            let (length, bytes) = Self.escape(UnsafeRawBufferPointer(rebasing: escaped[read...]))
            for byte in bytes {
                target[written] = byte
                written += 1
            }
            read += length
        }
        return written
    }

    /// The escape at the front of `text`: how long it is, and what it stands for.
    private static func escape(_ text: UnsafeRawBufferPointer) -> (length: Int, bytes: UnicodeBytes) {
        guard text.count > 1 else { return (text.count, UnicodeBytes(UInt8(ascii: "\\"))) }
        switch text[1] {
        case UInt8(ascii: "n"): return (2, UnicodeBytes(0x0a))
        case UInt8(ascii: "r"): return (2, UnicodeBytes(0x0d))
        case UInt8(ascii: "t"): return (2, UnicodeBytes(0x09))
        case UInt8(ascii: "b"): return (2, UnicodeBytes(0x08))
        case UInt8(ascii: "f"): return (2, UnicodeBytes(0x0c))
        case UInt8(ascii: "u"): return unicode(text)
        default: return (2, UnicodeBytes(text[1]))
        }
    }

    private static func unicode(_ text: UnsafeRawBufferPointer) -> (length: Int, bytes: UnicodeBytes) {
        // Not the shim's writing; what comes of it must not be longer than what stands there.
        guard let first = unit(text, at: 2) else { return (2, UnicodeBytes(text[1])) }
        if (0xd800..<0xdc00).contains(first), text.count >= 12, text[6] == UInt8(ascii: "\\"),
            text[7] == UInt8(ascii: "u"),
            let second = unit(text, at: 8), (0xdc00..<0xe000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
        {
            return (12, UnicodeBytes(scalar: scalar))
        }
        return (6, UnicodeBytes(scalar: Unicode.Scalar(first) ?? "\u{FFFD}"))
    }

    private static func unit(_ text: UnsafeRawBufferPointer, at start: Int) -> UInt32? {
        guard text.count >= start + 4 else { return nil }
        var value: UInt32 = 0
        for byte in text[start..<start + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}

/// The one to four bytes of a scalar in UTF-8.
private struct UnicodeBytes: Sequence, IteratorProtocol {
    private var packed: UInt32
    private var count: Int

    init(_ byte: UInt8) {
        packed = UInt32(byte)
        count = 1
    }

    init(scalar: Unicode.Scalar) {
        packed = 0
        count = 0
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
            packed |= UInt32(byte) << UInt32(8 * count)
            count += 1
        }
    }

    mutating func next() -> UInt8? {
        guard count > 0 else { return nil }
        defer {
            packed >>= 8
            count -= 1
        }
        return UInt8(truncatingIfNeeded: packed)
    }
}

extension UnsafeRawBufferPointer {
    func starts(with bytes: [UInt8], at offset: Int) -> Bool {
        guard offset >= 0, offset + bytes.count <= count, let base = baseAddress else { return false }
        return memcmp(base + offset, bytes, bytes.count) == 0
    }

    func firstIndex(of byte: UInt8, orEnd end: Int) -> Int {
        guard let base = baseAddress, let found = memchr(base, Int32(byte), count) else { return end }
        return UnsafeRawPointer(found) - base
    }
}
