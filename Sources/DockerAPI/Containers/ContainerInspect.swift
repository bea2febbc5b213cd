/// The answer to `GET /containers/{id}/json`.
package struct ContainerInspect: WireObject {
    @Field package var id: String
    @Field package var created: String
    @Field package var path: String
    @Field package var args: [String]
    @Field package var state: ContainerState
    @Field package var image: String
    @Field package var resolvConfPath: String
    @Field package var hostnamePath: String
    @Field package var hostsPath: String
    @Field package var logPath: String
    @Field package var name: String
    @Field package var restartCount: Int
    @Field package var driver: String
    @Field package var platform: String
    @Field package var mountLabel: String
    @Field package var processLabel: String
    @Field package var appArmorProfile: String
    @NullIfEmpty package var execIDs: [String]
    @Field package var hostConfig: HostConfig
    @Field package var graphDriver: GraphDriver
    package var sizeRw: Int?
    package var sizeRootFs: Int?
    @Field package var mounts: [MountPoint]
    @Field package var config: ContainerConfig
    @Field package var networkSettings: NetworkSettings

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case id = "Id", created = "Created", path = "Path", args = "Args", state = "State", image = "Image"
        case resolvConfPath = "ResolvConfPath", hostnamePath = "HostnamePath", hostsPath = "HostsPath"
        case logPath = "LogPath", name = "Name", restartCount = "RestartCount", driver = "Driver"
        case platform = "Platform", mountLabel = "MountLabel", processLabel = "ProcessLabel"
        case appArmorProfile = "AppArmorProfile", execIDs = "ExecIDs", hostConfig = "HostConfig"
        case graphDriver = "GraphDriver", sizeRw = "SizeRw", sizeRootFs = "SizeRootFs", mounts = "Mounts"
        case config = "Config", networkSettings = "NetworkSettings"
    }
}

package struct GraphDriver: WireObject {
    @NullIfEmpty package var data: [String: String]
    @Field package var name: String

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case data = "Data", name = "Name"
    }
}
