/// A container's addresses; those of its default network are repeated at the top.
package struct NetworkSettings: WireObject {
    @Field package var bridge: String
    @Field package var sandboxID: String
    @Field package var sandboxKey: String
    /// Keys such as `80/tcp`; null where a port is exposed and not published.
    @Field package var ports: [String: [PortBinding]?]
    @Field package var hairpinMode: Bool
    @Field package var linkLocalIPv6Address: String
    @Field package var linkLocalIPv6PrefixLen: Int
    @NullIfEmpty package var secondaryIPAddresses: [String]
    @NullIfEmpty package var secondaryIPv6Addresses: [String]
    @Field package var endpointID: String
    @Field package var gateway: String
    @Field package var globalIPv6Address: String
    @Field package var globalIPv6PrefixLen: Int
    @Field package var ipAddress: String
    @Field package var ipPrefixLen: Int
    @Field package var ipv6Gateway: String
    @Field package var macAddress: String
    @Field package var networks: [String: EndpointSettings]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case bridge = "Bridge", sandboxID = "SandboxID", sandboxKey = "SandboxKey", ports = "Ports"
        case hairpinMode = "HairpinMode", linkLocalIPv6Address = "LinkLocalIPv6Address"
        case linkLocalIPv6PrefixLen = "LinkLocalIPv6PrefixLen", secondaryIPAddresses = "SecondaryIPAddresses"
        case secondaryIPv6Addresses = "SecondaryIPv6Addresses", endpointID = "EndpointID", gateway = "Gateway"
        case globalIPv6Address = "GlobalIPv6Address", globalIPv6PrefixLen = "GlobalIPv6PrefixLen"
        case ipAddress = "IPAddress", ipPrefixLen = "IPPrefixLen", ipv6Gateway = "IPv6Gateway"
        case macAddress = "MacAddress", networks = "Networks"
    }
}
