/// The numbers of a tar header.
enum TarNumber {
    /// Octal digits, with blanks or zeros around them (POSIX `pax`, "ustar Interchange Format"); or, with the first bit
    /// set, the rest of the field as a binary number in two's complement (GNU). An empty field is 0.
    ///
    /// - Returns: `nil` when it is neither, or beyond 64 bits.
    static func parse(_ field: UnsafeRawBufferPointer) -> Int64? {
        guard let first = field.first else { return nil }
        return first & 0x80 == 0 ? octal(field) : binary(field)
    }

    private static func octal(_ field: UnsafeRawBufferPointer) -> Int64? {
        var value: Int64 = 0
        var digits = field.drop { $0 == space || $0 == 0 }
        while let digit = digits.first, digit != space, digit != 0 {
            guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit), value <= Int64.max >> 3 else { return nil }
            value = value << 3 | Int64(digit - UInt8(ascii: "0"))
            digits = digits.dropFirst()
        }
        return digits.allSatisfy { $0 == space || $0 == 0 } ? value : nil
    }

    private static func binary(_ field: UnsafeRawBufferPointer) -> Int64? {
        let negative = field[0] & 0x40 != 0
        var value: Int64 = negative ? -1 : 0
        for (index, byte) in field.enumerated() {
            // The first bit is the marker; the sign is the one after it.
            let bits = index == 0 ? (negative ? byte | 0x80 : byte & 0x7f) : byte
            let (shifted, overflow) = value.multipliedReportingOverflow(by: 256)
            if overflow { return nil }
            value = shifted | Int64(bits)
        }
        return value
    }

    private static let space = UInt8(ascii: " ")
}
