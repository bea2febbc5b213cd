package import JSON

/// The answer to `GET /containers/{id}/json`.
package struct ContainerInspect: WireObject {
    package var id = ""
    package var created = ""
    package var path = ""
    package var args: [String] = []
    package var state = ContainerState()
    package var image = ""
    package var resolvConfPath = ""
    package var hostnamePath = ""
    package var hostsPath = ""
    package var logPath = ""
    package var name = ""
    package var restartCount = 0
    package var driver = ""
    package var platform = ""
    package var mountLabel = ""
    package var processLabel = ""
    package var appArmorProfile = ""
    package var execIDs: [String] = []
    package var hostConfig = HostConfig()
    package var graphDriver = GraphDriver()
    package var sizeRw: Int?
    package var sizeRootFs: Int?
    package var mounts: [MountPoint] = []
    package var config = ContainerConfig()
    package var networkSettings = NetworkSettings()

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Id", &id)
        try members.field("Created", &created)
        try members.field("Path", &path)
        try members.field("Args", &args)
        try members.field("State", &state)
        try members.field("Image", &image)
        try members.field("ResolvConfPath", &resolvConfPath)
        try members.field("HostnamePath", &hostnamePath)
        try members.field("HostsPath", &hostsPath)
        try members.field("LogPath", &logPath)
        try members.field("Name", &name)
        try members.field("RestartCount", &restartCount)
        try members.field("Driver", &driver)
        try members.field("Platform", &platform)
        try members.field("MountLabel", &mountLabel)
        try members.field("ProcessLabel", &processLabel)
        try members.field("AppArmorProfile", &appArmorProfile)
        try members.nullIfEmpty("ExecIDs", &execIDs)
        try members.field("HostConfig", &hostConfig)
        try members.field("GraphDriver", &graphDriver)
        try members.optional("SizeRw", &sizeRw)
        try members.optional("SizeRootFs", &sizeRootFs)
        try members.field("Mounts", &mounts)
        try members.field("Config", &config)
        try members.field("NetworkSettings", &networkSettings)
    }
}

package struct GraphDriver: WireObject {
    package var data: [String: String] = [:]
    package var name = ""

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.nullIfEmpty("Data", &data)
        try members.field("Name", &name)
    }
}
