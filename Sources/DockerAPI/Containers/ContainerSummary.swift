/// An entry of `GET /containers/json`.
package struct ContainerSummary: WireObject {
    @Field package var id: String
    /// Each begins with `/`.
    @Field package var names: [String]
    @Field package var image: String
    @Field package var imageID: String
    @Field package var command: String
    /// In seconds since 1970.
    @Field package var created: Int
    @Field package var ports: [PortSummary]
    @OmitEmpty package var sizeRw: Int
    @OmitEmpty package var sizeRootFs: Int
    @Field package var labels: [String: String]
    @Field package var state: String
    @Field package var status: String
    @Field package var hostConfig: HostConfigSummary
    @Field package var networkSettings: NetworkSettingsSummary
    @Field package var mounts: [MountPoint]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case id = "Id", names = "Names", image = "Image", imageID = "ImageID", command = "Command"
        case created = "Created", ports = "Ports", sizeRw = "SizeRw", sizeRootFs = "SizeRootFs", labels = "Labels"
        case state = "State", status = "Status", hostConfig = "HostConfig", networkSettings = "NetworkSettings"
        case mounts = "Mounts"
    }
}

package struct PortSummary: WireObject {
    @OmitEmpty package var ip: String
    @Field package var privatePort: Int
    @OmitEmpty package var publicPort: Int
    @Field package var type: String

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case ip = "IP", privatePort = "PrivatePort", publicPort = "PublicPort", type = "Type"
    }
}

package struct HostConfigSummary: WireObject {
    @OmitEmpty package var networkMode: String
    @OmitEmpty package var annotations: [String: String]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case networkMode = "NetworkMode", annotations = "Annotations"
    }
}

package struct NetworkSettingsSummary: WireObject {
    @Field package var networks: [String: EndpointSettings]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case networks = "Networks"
    }
}
