/// RFC 3339 as Go's `time.RFC3339Nano` writes it: UTC, up to nine digits of fraction without trailing zeros.
extension Timestamp: CustomStringConvertible {
    /// The longest text that ``write(to:)`` makes, in bytes: `2006-01-02T15:04:05.999999999Z`.
    package static let maximumLength = 30

    /// The years that RFC 3339 can say, as seconds since 1970: 0000-01-01T00:00:00Z to 9999-12-31T23:59:59Z.
    private static let sayable: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

    /// As in `2026-03-01T09:05:00.0125Z`. A time outside the years 0 to 9999 is given as the nearest in them.
    package var description: String {
        String(unsafeUninitializedCapacity: Self.maximumLength) { write(to: UnsafeMutableRawBufferPointer($0)) }
    }

    /// Writes the text without a heap allocation.
    ///
    /// - Parameter bytes: at least ``maximumLength`` bytes.
    /// - Returns: how many were written.
    package func write(to bytes: UnsafeMutableRawBufferPointer) -> Int {
        precondition(bytes.count >= Self.maximumLength)
        let seconds = min(max(self.seconds, Self.sayable.lowerBound), Self.sayable.upperBound)
        let (days, second) = seconds.quotientAndRemainder(floorDividingBy: 86_400)
        let date = CivilDate(daysSinceEpoch: days)
        var text = DigitWriter(bytes: bytes)
        text.append(date.year, digits: 4)
        text.append("-")
        text.append(date.month, digits: 2)
        text.append("-")
        text.append(date.day, digits: 2)
        text.append("T")
        text.append(second / 3600, digits: 2)
        text.append(":")
        text.append(second / 60 % 60, digits: 2)
        text.append(":")
        text.append(second % 60, digits: 2)
        text.append(fraction: nanoseconds)
        text.append("Z")
        return text.length
    }

    /// Reads RFC 3339 with any number of fraction digits (those beyond nanoseconds are dropped) and any offset.
    ///
    /// - Returns: `nil` when `text` is something else or names a day that does not exist.
    package init?(_ text: some StringProtocol) {
        var input = DigitReader(bytes: Array(text.utf8))
        guard let year = input.number(digits: 4), input.skip("-"),
            let month = input.number(digits: 2), input.skip("-"),
            let day = input.number(digits: 2), input.skip("T", or: "t"),
            let hour = input.number(digits: 2), input.skip(":"),
            let minute = input.number(digits: 2), input.skip(":"),
            let second = input.number(digits: 2),
            let fraction = input.fraction(),
            let offset = input.offset(), input.isAtEnd
        else { return nil }
        let date = CivilDate(year: year, month: month, day: day)
        guard date.exists, hour < 24, minute < 60, second <= 60 else { return nil }
        let time = hour * 3600 + minute * 60 + second
        self.init(seconds: date.daysSinceEpoch * 86_400 + time - offset, nanoseconds: Int32(fraction))
    }
}

extension Int64 {
    fileprivate func quotientAndRemainder(floorDividingBy divisor: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

private struct DigitWriter {
    let bytes: UnsafeMutableRawBufferPointer
    var length = 0

    mutating func append(_ character: Unicode.Scalar) {
        bytes[length] = UInt8(ascii: character)
        length += 1
    }

    mutating func append(_ number: Int64, digits: Int) {
        var rest = number
        for index in stride(from: length + digits - 1, through: length, by: -1) {
            bytes[index] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
        length += digits
    }

    mutating func append(fraction nanoseconds: Int32) {
        guard nanoseconds > 0 else { return }
        append(".")
        append(Int64(nanoseconds), digits: 9)
        while bytes[length - 1] == UInt8(ascii: "0") { length -= 1 }
    }
}

private struct DigitReader {
    let bytes: [UInt8]
    var position = 0

    var isAtEnd: Bool { position == bytes.count }

    mutating func digit() -> Int64? {
        guard position < bytes.count, bytes[position] >= UInt8(ascii: "0"), bytes[position] <= UInt8(ascii: "9") else {
            return nil
        }
        defer { position += 1 }
        return Int64(bytes[position] - UInt8(ascii: "0"))
    }

    mutating func number(digits: Int) -> Int64? {
        var number: Int64 = 0
        for _ in 0..<digits {
            guard let digit = digit() else { return nil }
            number = number * 10 + digit
        }
        return number
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    mutating func skip(_ first: Unicode.Scalar, or second: Unicode.Scalar) -> Bool {
        skip(first) || skip(second)
    }

    /// The fraction of a second in nanoseconds; 0 where there is none, `nil` for a point without digits.
    mutating func fraction() -> Int64? {
        guard skip(".") else { return 0 }
        guard var nanoseconds = digit() else { return nil }
        var digits = 1
        while let digit = digit() {
            if digits < 9 {
                nanoseconds = nanoseconds * 10 + digit
                digits += 1
            }
        }
        for _ in digits..<9 { nanoseconds *= 10 }
        return nanoseconds
    }

    /// The offset from UTC in seconds.
    mutating func offset() -> Int64? {
        if skip("Z", or: "z") { return 0 }
        let sign: Int64
        if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
        guard let hours = number(digits: 2), skip(":"), let minutes = number(digits: 2), hours < 24, minutes < 60 else {
            return nil
        }
        return sign * (hours * 3600 + minutes * 60)
    }
}
