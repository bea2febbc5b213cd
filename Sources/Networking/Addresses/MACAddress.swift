/// An Ethernet address; written and encoded as `02:42:ac:11:00:02`.
package struct MACAddress: Hashable, Sendable {
    /// Six bytes.
    package let bytes: [UInt8]

    /// The locally administered address that Docker gives to the interface with this IPv4 address: an address that
    /// comes back to another container keeps its Ethernet address, so neighbours' caches stay right.
    package init(derivedFrom address: IPv4Address) {
        bytes = [0x02, 0x42] + address.bytes
    }

    /// Reads six pairs of hexadecimal digits between colons.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let bytes = parts.compactMap { $0.utf8.count == 2 && $0.first != "+" ? UInt8($0, radix: 16) : nil }
        guard parts.count == 6, bytes.count == 6 else { return nil }
        self.bytes = bytes
    }

    /// Whether an interface may have it: a group address (lowest bit of the first byte) or zero may not.
    package var isUnicast: Bool {
        bytes[0] & 1 == 0 && bytes.contains { $0 != 0 }
    }
}

extension MACAddress: CustomStringConvertible {
    package var description: String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: ":")
    }
}
