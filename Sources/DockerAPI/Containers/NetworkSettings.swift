package import JSON

/// A container's addresses; those of its default network are repeated at the top.
package struct NetworkSettings: WireObject {
    package var bridge = ""
    package var sandboxID = ""
    package var sandboxKey = ""
    /// Keys such as `80/tcp`; null where a port is exposed and not published.
    package var ports: [String: [PortBinding]?] = [:]
    package var hairpinMode = false
    package var linkLocalIPv6Address = ""
    package var linkLocalIPv6PrefixLen = 0
    package var secondaryIPAddresses: [String] = []
    package var secondaryIPv6Addresses: [String] = []
    package var endpointID = ""
    package var gateway = ""
    package var globalIPv6Address = ""
    package var globalIPv6PrefixLen = 0
    package var ipAddress = ""
    package var ipPrefixLen = 0
    package var ipv6Gateway = ""
    package var macAddress = ""
    package var networks: [String: EndpointSettings] = [:]

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Bridge", &bridge)
        try members.field("SandboxID", &sandboxID)
        try members.field("SandboxKey", &sandboxKey)
        try members.field("Ports", &ports)
        try members.field("HairpinMode", &hairpinMode)
        try members.field("LinkLocalIPv6Address", &linkLocalIPv6Address)
        try members.field("LinkLocalIPv6PrefixLen", &linkLocalIPv6PrefixLen)
        try members.nullIfEmpty("SecondaryIPAddresses", &secondaryIPAddresses)
        try members.nullIfEmpty("SecondaryIPv6Addresses", &secondaryIPv6Addresses)
        try members.field("EndpointID", &endpointID)
        try members.field("Gateway", &gateway)
        try members.field("GlobalIPv6Address", &globalIPv6Address)
        try members.field("GlobalIPv6PrefixLen", &globalIPv6PrefixLen)
        try members.field("IPAddress", &ipAddress)
        try members.field("IPPrefixLen", &ipPrefixLen)
        try members.field("IPv6Gateway", &ipv6Gateway)
        try members.field("MacAddress", &macAddress)
        try members.field("Networks", &networks)
    }
}
