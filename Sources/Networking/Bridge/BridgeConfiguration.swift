/// What a bridge network is made from.
package struct BridgeConfiguration: Equatable, Sendable {
    /// The bridge's interface name, at most 15 bytes; the nf_tables table is named after it. Engines on one host have
    /// different ones.
    package var name: String
    /// `nil`: the one that the bridge has from before, else one that shares no address with the host's networks.
    package var subnet: IPv4Subnet?
    /// Largest packet, in bytes.
    package var mtu: UInt32
    /// Whether containers reach the outside under the host's address.
    package var masquerade: Bool

    package init(name: String = "wherry0", subnet: IPv4Subnet? = nil, mtu: UInt32 = 1500, masquerade: Bool = true) {
        self.name = name
        self.subnet = subnet
        self.mtu = mtu
        self.masquerade = masquerade
    }

    /// The smallest and largest MTU: the least that IPv4 demands of a link (RFC 791), and IPv4's longest packet.
    static let mtus: ClosedRange<UInt32> = 68...65535

    func validate() throws(NetworkError) {
        guard Self.isInterfaceName(name) else {
            throw NetworkError(
                .invalidConfiguration,
                "invalid bridge name \"\(name)\": 1 to 15 letters, digits, and any of . _ - after the first")
        }
        guard Self.mtus.contains(mtu) else {
            throw NetworkError(.invalidConfiguration, "invalid MTU \(mtu): a number from 68 to 65535")
        }
        guard let subnet else { return }
        guard AddressPool.prefixLengths.contains(subnet.prefixLength) else {
            throw NetworkError(.invalidConfiguration, "invalid subnet \(subnet): the prefix is from 8 to 30 bits long")
        }
    }

    /// Narrower than the kernel, which takes nearly any byte: the name becomes part of paths and of a table's name.
    private static func isInterfaceName(_ name: String) -> Bool {
        (1...15).contains(name.utf8.count)
            && name.utf8.allSatisfy { isAlphanumeric($0) || ".-_".utf8.contains($0) }
            && name.utf8.first.map(isAlphanumeric) == true
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
