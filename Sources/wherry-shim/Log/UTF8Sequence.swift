/// UTF-8 as table 3-7 of the Unicode Standard has it: no overlong forms, no surrogates, nothing beyond U+10FFFF.
enum UTF8Sequence {
    /// How many bytes the well-formed character at the start of `bytes` has; 0 when there is none.
    static func length(atStartOf bytes: UnsafeRawBufferPointer) -> Int {
        guard let first = bytes.first else { return 0 }
        let (length, second) = expectation(first)
        guard length > 1 else { return length }
        guard bytes.count >= length, second.contains(bytes[1]) else { return 0 }
        for index in 2..<max(length, 2) where bytes[index] & 0xc0 != 0x80 { return 0 }
        return length
    }

    /// How many bytes at the end of `bytes` begin a character that more bytes could complete: 0 to 3.
    static func unfinishedTail(of bytes: UnsafeRawBufferPointer) -> Int {
        for tail in 1...3 where tail <= bytes.count {
            let first = bytes[bytes.count - tail]
            if first & 0xc0 == 0x80 { continue }
            let (length, second) = expectation(first)
            let isUnfinished = length > tail && (tail == 1 || second.contains(bytes[bytes.count - tail + 1]))
            return isUnfinished ? tail : 0
        }
        return 0
    }

    /// The length that a first byte announces (0 when it cannot be one) and the range of the byte behind it.
    private static func expectation(_ first: UInt8) -> (length: Int, second: ClosedRange<UInt8>) {
        switch first {
        case 0x00...0x7f: (1, 0x80...0xbf)
        case 0xc2...0xdf: (2, 0x80...0xbf)
        case 0xe0: (3, 0xa0...0xbf)
        case 0xed: (3, 0x80...0x9f)
        case 0xe1...0xef: (3, 0x80...0xbf)
        case 0xf0: (4, 0x90...0xbf)
        case 0xf1...0xf3: (4, 0x80...0xbf)
        case 0xf4: (4, 0x80...0x8f)
        default: (0, 0x80...0xbf)
        }
    }
}
