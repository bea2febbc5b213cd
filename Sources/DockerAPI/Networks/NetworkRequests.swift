package import JSON

/// The body of `POST /networks/create`.
package struct NetworkCreateRequest: WireObject {
    package var name = ""
    package var checkDuplicate = false
    package var driver = ""
    package var scope = ""
    package var enableIPv4: Bool?
    package var enableIPv6: Bool?
    package var ipam: IPAM?
    package var isInternal = false
    package var attachable = false
    package var ingress = false
    package var configOnly = false
    package var configFrom: NetworkConfigReference?
    package var options: [String: String] = [:]
    package var labels: [String: String] = [:]

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Name", &name)
        try members.omitEmpty("CheckDuplicate", &checkDuplicate)
        try members.field("Driver", &driver)
        try members.omitEmpty("Scope", &scope)
        try members.optional("EnableIPv4", &enableIPv4)
        try members.optional("EnableIPv6", &enableIPv6)
        try members.optional("IPAM", &ipam)
        try members.field("Internal", &isInternal)
        try members.field("Attachable", &attachable)
        try members.field("Ingress", &ingress)
        try members.field("ConfigOnly", &configOnly)
        try members.optional("ConfigFrom", &configFrom)
        try members.nullIfEmpty("Options", &options)
        try members.nullIfEmpty("Labels", &labels)
    }
}

package struct NetworkCreateResponse: WireObject {
    package var id = ""
    package var warning = ""

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Id", &id)
        try members.field("Warning", &warning)
    }
}

/// The body of `POST /networks/{id}/connect`.
package struct NetworkConnectRequest: WireObject {
    package var container = ""
    package var endpointConfig: EndpointSettings?

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Container", &container)
        try members.optional("EndpointConfig", &endpointConfig)
    }
}

/// The body of `POST /networks/{id}/disconnect`.
package struct NetworkDisconnectRequest: WireObject {
    package var container = ""
    package var force = false

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Container", &container)
        try members.field("Force", &force)
    }
}
