import ArgumentParser
import DockerAPI
import Linux

extension ContainerCreateRequest {
    init(image: String, command: [String]) {
        self.init(config: ContainerConfig())
        setImage(image, command: command)
    }

    mutating func setImage(_ image: String, command: [String]) {
        config.image = image
        if !command.isEmpty { config.cmd = StringList(command) }
    }
}

/// Flags that `run` and `create` have in common.
struct ContainerOptions: ParsableArguments {
    @OptionGroup(title: "Process") var process: ProcessOptions
    @OptionGroup(title: "Resources") var resources: ResourceOptions
    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Storage") var storage: StorageOptions
    @OptionGroup(title: "Security") var security: SecurityOptions
    @OptionGroup(title: "Health") var health: HealthOptions
    @OptionGroup(title: "Lifecycle") var lifecycle: LifecycleOptions

    func request(
        image: String, command: [String], environment: Environment
    ) throws -> ContainerCreateRequest {
        var request = ContainerCreateRequest(image: image, command: command)
        try process.apply(to: &request, environment: environment)
        try resources.apply(to: &request.hostConfig)
        try network.apply(to: &request)
        try storage.apply(to: &request)
        try security.apply(to: &request.hostConfig)
        try health.apply(to: &request.config)
        try lifecycle.apply(to: &request)
        return request
    }
}
