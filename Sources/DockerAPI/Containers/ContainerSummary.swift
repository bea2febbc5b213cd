package import JSON

/// An entry of `GET /containers/json`.
package struct ContainerSummary: WireObject {
    package var id = ""
    /// Each begins with `/`.
    package var names: [String] = []
    package var image = ""
    package var imageID = ""
    package var command = ""
    /// In seconds since 1970.
    package var created = 0
    package var ports: [PortSummary] = []
    package var sizeRw = 0
    package var sizeRootFs = 0
    package var labels: [String: String] = [:]
    package var state = ""
    package var status = ""
    package var hostConfig = HostConfigSummary()
    package var networkSettings = NetworkSettingsSummary()
    package var mounts: [MountPoint] = []

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Id", &id)
        try members.field("Names", &names)
        try members.field("Image", &image)
        try members.field("ImageID", &imageID)
        try members.field("Command", &command)
        try members.field("Created", &created)
        try members.field("Ports", &ports)
        try members.omitEmpty("SizeRw", &sizeRw)
        try members.omitEmpty("SizeRootFs", &sizeRootFs)
        try members.field("Labels", &labels)
        try members.field("State", &state)
        try members.field("Status", &status)
        try members.field("HostConfig", &hostConfig)
        try members.field("NetworkSettings", &networkSettings)
        try members.field("Mounts", &mounts)
    }
}

package struct PortSummary: WireObject {
    package var ip = ""
    package var privatePort = 0
    package var publicPort = 0
    package var type = ""

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.omitEmpty("IP", &ip)
        try members.field("PrivatePort", &privatePort)
        try members.omitEmpty("PublicPort", &publicPort)
        try members.field("Type", &type)
    }
}

package struct HostConfigSummary: WireObject {
    package var networkMode = ""
    package var annotations: [String: String] = [:]

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.omitEmpty("NetworkMode", &networkMode)
        try members.omitEmpty("Annotations", &annotations)
    }
}

package struct NetworkSettingsSummary: WireObject {
    package var networks: [String: EndpointSettings] = [:]

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Networks", &networks)
    }
}
