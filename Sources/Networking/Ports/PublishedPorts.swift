/// An endpoint's publications as elements of the two maps that rewrite destinations.
struct PublishedPorts {
    /// Protocol, host address, host port → container address, container port.
    static let byAddress = NftablesBatch.Map(
        name: "published", keyType: type(.transport, .address, .port), keyLength: 12,
        valueType: type(.address, .port), valueLength: 8)

    /// Protocol, host port → container address, container port.
    static let onAllAddresses = NftablesBatch.Map(
        name: "published_everywhere", keyType: type(.transport, .port), keyLength: 8,
        valueType: type(.address, .port), valueLength: 8)

    private var byAddress: [NftablesBatch.MapElement] = []
    private var onAllAddresses: [NftablesBatch.MapElement] = []

    init(of endpoint: Endpoint) {
        for publication in endpoint.publications {
            let transport = Self.word(publication.transport.protocolNumber)
            let port = Self.word(publication.hostPort)
            let value = endpoint.address.bytes + Self.word(publication.containerPort)
            if let address = IPv4Address(publication.hostAddress), address != .any {
                byAddress.append(NftablesBatch.MapElement(key: transport + address.bytes + port, value: value))
            } else {
                onAllAddresses.append(NftablesBatch.MapElement(key: transport + port, value: value))
            }
        }
    }

    func add(to batch: inout NftablesBatch) {
        batch.add(byAddress, to: Self.byAddress.name)
        batch.add(onAllAddresses, to: Self.onAllAddresses.name)
    }

    func delete(from batch: inout NftablesBatch) {
        batch.delete(byAddress, from: Self.byAddress.name)
        batch.delete(onAllAddresses, from: Self.onAllAddresses.name)
    }

    /// nft(8)'s numbers for the types of keys and values, which the kernel keeps for it to show elements by.
    private enum ElementType: UInt32 {
        case address = 7
        case transport = 12
        case port = 13
    }

    /// A concatenation's number: six bits for each type.
    private static func type(_ parts: ElementType...) -> UInt32 {
        parts.reduce(0) { $0 << 6 | $1.rawValue }
    }

    /// A number in network order at the start of a 32-bit word.
    private static func word(_ number: some FixedWidthInteger & UnsignedInteger) -> [UInt8] {
        let bytes = withUnsafeBytes(of: number.bigEndian, Array.init)
        return bytes + Array(repeating: 0, count: 4 - bytes.count)
    }
}

extension Publication.Transport {
    /// IPPROTO_TCP, IPPROTO_UDP.
    var protocolNumber: UInt8 {
        switch self {
        case .tcp: 6
        case .udp: 17
        }
    }
}
