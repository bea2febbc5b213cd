package import JSON

/// The body of `POST /containers/create`: the fields of ``ContainerConfig``, and two more beside them.
package struct ContainerCreateRequest: WireObject {
    package var config: ContainerConfig
    package var hostConfig: HostConfig
    package var networkingConfig: NetworkingConfig

    package init() { self.init(config: ContainerConfig()) }

    package init(
        config: ContainerConfig, hostConfig: HostConfig = HostConfig(),
        networkingConfig: NetworkingConfig = NetworkingConfig()
    ) {
        self.config = config
        self.hostConfig = hostConfig
        self.networkingConfig = networkingConfig
    }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try config.map(&members)
        try members.field("HostConfig", &hostConfig)
        try members.field("NetworkingConfig", &networkingConfig)
    }
}
