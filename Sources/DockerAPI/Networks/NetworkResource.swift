/// A network, as list and inspect show it.
package struct NetworkResource: WireObject {
    @Field package var name: String
    @Field package var id: String
    @Field package var created: String
    @Field package var scope: String
    @Field package var driver: String
    @Field package var enableIPv4: Bool
    @Field package var enableIPv6: Bool
    @Field package var ipam: IPAM
    @Field package var isInternal: Bool
    @Field package var attachable: Bool
    @Field package var ingress: Bool
    @Field package var configFrom: NetworkConfigReference
    @Field package var configOnly: Bool
    /// By container id.
    @Field package var containers: [String: NetworkEndpoint]
    @Field package var options: [String: String]
    @Field package var labels: [String: String]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case name = "Name", id = "Id", created = "Created", scope = "Scope", driver = "Driver"
        case enableIPv4 = "EnableIPv4", enableIPv6 = "EnableIPv6", ipam = "IPAM", isInternal = "Internal"
        case attachable = "Attachable", ingress = "Ingress", configFrom = "ConfigFrom", configOnly = "ConfigOnly"
        case containers = "Containers", options = "Options", labels = "Labels"
    }
}

package struct NetworkConfigReference: WireObject {
    @Field package var network: String

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case network = "Network"
    }
}

package struct IPAM: WireObject {
    @Field package var driver: String
    @NullIfEmpty package var options: [String: String]
    @NullIfEmpty package var config: [IPAMPool]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case driver = "Driver", options = "Options", config = "Config"
    }
}

package struct IPAMPool: WireObject {
    @OmitEmpty package var subnet: String
    @OmitEmpty package var ipRange: String
    @OmitEmpty package var gateway: String
    @OmitEmpty package var auxiliaryAddresses: [String: String]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case subnet = "Subnet", ipRange = "IPRange", gateway = "Gateway", auxiliaryAddresses = "AuxiliaryAddresses"
    }
}

package struct NetworkEndpoint: WireObject {
    @Field package var name: String
    @Field package var endpointID: String
    @Field package var macAddress: String
    /// With its prefix length, such as `172.17.0.2/16`.
    @Field package var ipv4Address: String
    @Field package var ipv6Address: String

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case name = "Name", endpointID = "EndpointID", macAddress = "MacAddress", ipv4Address = "IPv4Address"
        case ipv6Address = "IPv6Address"
    }
}
