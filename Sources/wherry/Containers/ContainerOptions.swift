import ArgumentParser
import DockerAPI

/// The flags that `run` and `create` have in common, and the image and command after them.
struct ContainerOptions: ParsableArguments {
    @OptionGroup(title: "Process") var process: ProcessOptions
    @OptionGroup(title: "Resources") var resources: ResourceOptions
    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Storage") var storage: StorageOptions
    @OptionGroup(title: "Security") var security: SecurityOptions
    @OptionGroup(title: "Health") var health: HealthOptions
    @OptionGroup(title: "Lifecycle") var lifecycle: LifecycleOptions

    func request(
        image: String, command: [String], environment: [String: String]
    ) throws -> ContainerCreateRequest {
        var request = ContainerCreateRequest(config: ContainerConfig())
        request.config.image = image
        if !command.isEmpty { request.config.cmd = StringList(command) }
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
