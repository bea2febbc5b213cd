package import JSON

/// A network, as list and inspect show it.
package struct NetworkResource: WireObject {
    package var name = ""
    package var id = ""
    package var created = ""
    package var scope = ""
    package var driver = ""
    package var enableIPv4 = false
    package var enableIPv6 = false
    package var ipam = IPAM()
    package var isInternal = false
    package var attachable = false
    package var ingress = false
    package var configFrom = NetworkConfigReference()
    package var configOnly = false
    /// By container id.
    package var containers: [String: NetworkEndpoint] = [:]
    package var options: [String: String] = [:]
    package var labels: [String: String] = [:]

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Name", &name)
        try members.field("Id", &id)
        try members.field("Created", &created)
        try members.field("Scope", &scope)
        try members.field("Driver", &driver)
        try members.field("EnableIPv4", &enableIPv4)
        try members.field("EnableIPv6", &enableIPv6)
        try members.field("IPAM", &ipam)
        try members.field("Internal", &isInternal)
        try members.field("Attachable", &attachable)
        try members.field("Ingress", &ingress)
        try members.field("ConfigFrom", &configFrom)
        try members.field("ConfigOnly", &configOnly)
        try members.field("Containers", &containers)
        try members.field("Options", &options)
        try members.field("Labels", &labels)
    }
}

package struct NetworkConfigReference: WireObject {
    package var network = ""

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Network", &network)
    }
}

package struct IPAM: WireObject {
    package var driver = ""
    package var options: [String: String] = [:]
    package var config: [IPAMPool] = []

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Driver", &driver)
        try members.nullIfEmpty("Options", &options)
        try members.nullIfEmpty("Config", &config)
    }
}

package struct IPAMPool: WireObject {
    package var subnet = ""
    package var ipRange = ""
    package var gateway = ""
    package var auxiliaryAddresses: [String: String] = [:]

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.omitEmpty("Subnet", &subnet)
        try members.omitEmpty("IPRange", &ipRange)
        try members.omitEmpty("Gateway", &gateway)
        try members.omitEmpty("AuxiliaryAddresses", &auxiliaryAddresses)
    }
}

package struct NetworkEndpoint: WireObject {
    package var name = ""
    package var endpointID = ""
    package var macAddress = ""
    /// With its prefix length, such as `172.17.0.2/16`.
    package var ipv4Address = ""
    package var ipv6Address = ""

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Name", &name)
        try members.field("EndpointID", &endpointID)
        try members.field("MacAddress", &macAddress)
        try members.field("IPv4Address", &ipv4Address)
        try members.field("IPv6Address", &ipv6Address)
    }
}
