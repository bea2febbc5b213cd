/// Which addresses of a subnet are in use: a bit for each.
///
/// An address that was given back is used again only after all others: traffic that still arrives for its last
/// holder rarely meets the next one.
struct AddressPool: Sendable {
    let subnet: IPv4Subnet
    private var used: [UInt64]
    /// Where the search for a free address begins, as an offset into the subnet.
    private var cursor: UInt32 = 0

    /// A pool without the subnet's first address (its name), and its last (its broadcast address).
    ///
    /// - Parameter subnet: of 4 to 2^24 addresses.
    init(subnet: IPv4Subnet) {
        self.subnet = subnet
        used = Array(repeating: 0, count: (Int(subnet.size) + 63) / 64)
        mark(0)
        mark(UInt32(subnet.size - 1))
    }

    /// The prefix lengths that leave room for a gateway and a container, and fit into memory.
    static let prefixLengths: ClosedRange<UInt8> = 8...30

    /// Takes a free address; `nil` when there is none.
    mutating func allocate() -> IPv4Address? {
        let size = UInt32(subnet.size)
        guard let offset = firstFree(in: cursor..<size) ?? firstFree(in: 0..<cursor) else { return nil }
        mark(offset)
        cursor = (offset + 1) % size
        return subnet[offset]
    }

    /// Takes this address.
    ///
    /// - Returns: whether it was free; `false` also outside the subnet.
    mutating func reserve(_ address: IPv4Address) -> Bool {
        guard let offset = offset(of: address), !isUsed(offset) else { return false }
        mark(offset)
        return true
    }

    /// Gives an address back.
    mutating func release(_ address: IPv4Address) {
        guard let offset = offset(of: address) else { return }
        used[Int(offset / 64)] &= ~(1 << (offset % 64))
    }

    private func firstFree(in range: Range<UInt32>) -> UInt32? {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let free = ~used[Int(offset / 64)] >> (offset % 64)
            if free != 0 {
                offset += UInt32(free.trailingZeroBitCount)
                return offset < range.upperBound ? offset : nil
            }
            offset = (offset / 64 + 1) * 64
        }
        return nil
    }

    private func offset(of address: IPv4Address) -> UInt32? {
        subnet.contains(address) ? address.number - subnet.base.number : nil
    }

    private func isUsed(_ offset: UInt32) -> Bool {
        used[Int(offset / 64)] >> (offset % 64) & 1 == 1
    }

    private mutating func mark(_ offset: UInt32) {
        used[Int(offset / 64)] |= 1 << (offset % 64)
    }
}
