#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// One entry of the insecure registries: a host with or without a port, or a range of addresses.
package enum InsecureRegistry: Hashable, Sendable {
    /// `host[:port]`, lower case.
    case name(String)
    case range(AddressRange)

    /// - Parameter text: `host`, `host:port`, or a CIDR such as `10.0.0.0/8` and `fd00::/8`.
    /// - Throws: `invalidConfiguration`.
    package init(_ text: String) throws(RegistryError) {
        if text.contains("://") {
            throw RegistryError(
                .invalidConfiguration, "invalid insecure registry \"\(text)\": write host[:port] without a scheme")
        }
        if text.contains("/") {
            guard let range = AddressRange(text) else {
                throw RegistryError(
                    .invalidConfiguration,
                    "invalid insecure registry \"\(text)\": write host[:port] or a range such as 10.0.0.0/8")
            }
            self = .range(range)
        } else if text.isEmpty || text.contains(where: \.isWhitespace) {
            throw RegistryError(.invalidConfiguration, "invalid insecure registry \"\(text)\": write host[:port]")
        } else {
            self = .name(text.lowercased())
        }
    }

    static let loopback = ["127.0.0.0/8", "::1/128"].compactMap(AddressRange.init)
}

/// A range of IPv4 or IPv6 addresses.
package struct AddressRange: Hashable, Sendable {
    /// 4 or 16 bytes.
    private let address: [UInt8]
    private let prefixLength: Int

    /// - Parameter text: `address/length`; `nil` when it is no such thing.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let length = Int(parts[1]), let bytes = Self.bytes(of: String(parts[0])) else {
            return nil
        }
        guard (0...bytes.count * 8).contains(length) else { return nil }
        address = bytes
        prefixLength = length
    }

    /// Whether the literal address is in the range; a name is in none.
    package func contains(_ literal: String) -> Bool {
        guard let bytes = Self.bytes(of: literal), bytes.count == address.count else { return false }
        return bytes.indices.allSatisfy { index in
            let bits = max(0, min(8, prefixLength - index * 8))
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bits)
            return bytes[index] & mask == address[index] & mask
        }
    }

    private static func bytes(of literal: String) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, literal, &bytes) == 1 { return Array(bytes.prefix(4)) }
        return inet_pton(AF_INET6, literal, &bytes) == 1 ? bytes : nil
    }
}
