/// The subnets that a network without a configured one may take, in the order of preference: Docker's default
/// address pools.
enum SubnetSelection {
    static let candidates: [IPv4Subnet] =
        (17...31).compactMap { block("172.\($0).0.0", 16) }
        + stride(from: 0, to: 256, by: 16).compactMap { block("192.168.\($0).0", 20) }

    /// The first candidate that shares no address with what the host reaches already.
    ///
    /// - Parameter taken: the host's own subnets and the destinations of its routes. Default routes reach everything,
    ///   and take nothing.
    static func choose(avoiding taken: [IPv4Subnet]) -> IPv4Subnet? {
        let taken = taken.filter { $0.prefixLength > 0 }
        return candidates.first { candidate in !taken.contains { $0.overlaps(candidate) } }
    }

    private static func block(_ base: String, _ prefixLength: UInt8) -> IPv4Subnet? {
        IPv4Address(base).flatMap { IPv4Subnet(containing: $0, prefixLength: prefixLength) }
    }
}
