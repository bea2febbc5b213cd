/// A container's place in a network.
package struct EndpointSettings: WireObject {
    @Nullable package var ipamConfig: EndpointIPAMConfig?
    @NullIfEmpty package var links: [String]
    @NullIfEmpty package var aliases: [String]
    @Field package var macAddress: String
    @NullIfEmpty package var driverOpts: [String: String]
    @Field package var gwPriority: Int
    @Field package var networkID: String
    @Field package var endpointID: String
    @Field package var gateway: String
    @Field package var ipAddress: String
    @Field package var ipPrefixLen: Int
    @Field package var ipv6Gateway: String
    @Field package var globalIPv6Address: String
    @Field package var globalIPv6PrefixLen: Int
    @NullIfEmpty package var dnsNames: [String]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case ipamConfig = "IPAMConfig", links = "Links", aliases = "Aliases", macAddress = "MacAddress"
        case driverOpts = "DriverOpts", gwPriority = "GwPriority", networkID = "NetworkID", endpointID = "EndpointID"
        case gateway = "Gateway", ipAddress = "IPAddress", ipPrefixLen = "IPPrefixLen", ipv6Gateway = "IPv6Gateway"
        case globalIPv6Address = "GlobalIPv6Address", globalIPv6PrefixLen = "GlobalIPv6PrefixLen"
        case dnsNames = "DNSNames"
    }
}

package struct EndpointIPAMConfig: WireObject {
    @OmitEmpty package var ipv4Address: String
    @OmitEmpty package var ipv6Address: String
    @OmitEmpty package var linkLocalIPs: [String]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case ipv4Address = "IPv4Address", ipv6Address = "IPv6Address", linkLocalIPs = "LinkLocalIPs"
    }
}

package struct NetworkingConfig: WireObject {
    /// By network name.
    @Field package var endpointsConfig: [String: EndpointSettings]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case endpointsConfig = "EndpointsConfig"
    }
}
