package import JSON

/// A container's place in a network.
package struct EndpointSettings: WireObject {
    package var ipamConfig: EndpointIPAMConfig?
    package var links: [String] = []
    package var aliases: [String] = []
    package var macAddress = ""
    package var driverOpts: [String: String] = [:]
    package var gwPriority = 0
    package var networkID = ""
    package var endpointID = ""
    package var gateway = ""
    package var ipAddress = ""
    package var ipPrefixLen = 0
    package var ipv6Gateway = ""
    package var globalIPv6Address = ""
    package var globalIPv6PrefixLen = 0
    package var dnsNames: [String] = []

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.nullable("IPAMConfig", &ipamConfig)
        try members.nullIfEmpty("Links", &links)
        try members.nullIfEmpty("Aliases", &aliases)
        try members.field("MacAddress", &macAddress)
        try members.nullIfEmpty("DriverOpts", &driverOpts)
        try members.field("GwPriority", &gwPriority)
        try members.field("NetworkID", &networkID)
        try members.field("EndpointID", &endpointID)
        try members.field("Gateway", &gateway)
        try members.field("IPAddress", &ipAddress)
        try members.field("IPPrefixLen", &ipPrefixLen)
        try members.field("IPv6Gateway", &ipv6Gateway)
        try members.field("GlobalIPv6Address", &globalIPv6Address)
        try members.field("GlobalIPv6PrefixLen", &globalIPv6PrefixLen)
        try members.nullIfEmpty("DNSNames", &dnsNames)
    }
}

package struct EndpointIPAMConfig: WireObject {
    package var ipv4Address = ""
    package var ipv6Address = ""
    package var linkLocalIPs: [String] = []

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.omitEmpty("IPv4Address", &ipv4Address)
        try members.omitEmpty("IPv6Address", &ipv6Address)
        try members.omitEmpty("LinkLocalIPs", &linkLocalIPs)
    }
}

package struct NetworkingConfig: WireObject {
    /// By network name.
    package var endpointsConfig: [String: EndpointSettings] = [:]

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("EndpointsConfig", &endpointsConfig)
    }
}
