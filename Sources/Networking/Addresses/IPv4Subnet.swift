/// A block of IPv4 addresses; written and encoded as `172.17.0.0/16`.
package struct IPv4Subnet: Hashable, Sendable {
    /// The block's first address; its host bits are zero.
    package let base: IPv4Address
    /// How many leading bits the block's addresses share: 0 to 32.
    package let prefixLength: UInt8

    /// The block of `2^(32 - prefixLength)` addresses around `address`; `nil` for a prefix longer than 32 bits.
    package init?(containing address: IPv4Address, prefixLength: UInt8) {
        guard prefixLength <= 32 else { return nil }
        self.base = IPv4Address(number: address.number & Self.mask(prefixLength))
        self.prefixLength = prefixLength
    }

    /// Reads `172.17.0.0/16`; host bits may be set and are cleared.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPv4Address(parts[0]), parts[1].utf8.first != UInt8(ascii: "+"),
            let length = UInt8(parts[1])
        else { return nil }
        self.init(containing: address, prefixLength: length)
    }

    /// How many addresses the block has.
    package var size: UInt64 { 1 << (32 - UInt64(prefixLength)) }

    /// The network mask, such as 255.255.0.0.
    package var mask: IPv4Address { IPv4Address(number: Self.mask(prefixLength)) }

    package func contains(_ address: IPv4Address) -> Bool {
        address.number & mask.number == base.number
    }

    package func overlaps(_ other: IPv4Subnet) -> Bool {
        prefixLength <= other.prefixLength ? contains(other.base) : other.contains(base)
    }

    /// The address at `offset` from the block's first; `nil` beyond its end.
    package subscript(offset: UInt32) -> IPv4Address? {
        UInt64(offset) < size ? IPv4Address(number: base.number + offset) : nil
    }

    private static func mask(_ length: UInt8) -> UInt32 {
        length == 0 ? 0 : ~0 << (32 - UInt32(length))
    }
}

extension IPv4Subnet: CustomStringConvertible {
    package var description: String { "\(base)/\(prefixLength)" }
}
