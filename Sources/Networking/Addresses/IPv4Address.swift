/// An IPv4 address; written and encoded as `172.17.0.2`.
package struct IPv4Address: Hashable, Sendable {
    /// The address as a number: 10.0.0.1 is 0x0A000001.
    package let number: UInt32

    package init(number: UInt32) {
        self.number = number
    }

    /// Reads dotted decimal notation: exactly four numbers of at most 255, without leading zeros, which some
    /// programs take for octal.
    package init?(_ text: some StringProtocol) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var number: UInt32 = 0
        for part in parts {
            guard let octet = Self.octet(part) else { return nil }
            number = number << 8 | UInt32(octet)
        }
        self.number = number
    }

    /// The bytes in network order.
    package init(bytes: (UInt8, UInt8, UInt8, UInt8)) {
        number = UInt32(bytes.0) << 24 | UInt32(bytes.1) << 16 | UInt32(bytes.2) << 8 | UInt32(bytes.3)
    }

    package var bytes: [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    /// 0.0.0.0, which stands for every address of the host.
    package static let any = IPv4Address(number: 0)

    package var isLoopback: Bool { number >> 24 == 127 }

    private static func octet(_ digits: some Collection<UInt8>) -> UInt8? {
        guard (1...3).contains(digits.count), digits.count == 1 || digits.first != UInt8(ascii: "0") else { return nil }
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return UInt8(exactly: value)
    }
}

extension IPv4Address: CustomStringConvertible {
    package var description: String {
        "\(number >> 24).\(number >> 16 & 255).\(number >> 8 & 255).\(number & 255)"
    }
}
