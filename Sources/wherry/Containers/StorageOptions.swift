import ArgumentParser
import DockerAPI

/// What a container sees of files beside its image.
struct StorageOptions: ParsableArguments {
    @Option(
        name: .shortAndLong, parsing: .unconditionalSingleValue, help: "Bind mount or volume (source:target[:options])."
    )
    var volume: [String] = []
    @Option(name: .long, parsing: .unconditionalSingleValue, help: "Mount, such as type=bind,source=/a,target=/b.")
    var mount: [String] = []
    @Option(name: .long, parsing: .unconditionalSingleValue, help: "Mount a tmpfs (path[:options]).")
    var tmpfs: [String] = []
    @Option(name: .long, parsing: .unconditionalSingleValue, help: "Mount the volumes of another container.")
    var volumesFrom: [String] = []
    @Flag(name: .long, help: "Mount the image's files read-only.")
    var readOnly = false

    func apply(to request: inout ContainerCreateRequest) throws {
        for text in volume { try request.mount(volume: text) }
        request.hostConfig.mounts = try mount.map { try MountSpecification($0).mount }
        for text in tmpfs {
            let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts[0].hasPrefix("/") else {
                throw CommandLineError.invalid("invalid tmpfs '\(text)': the path is not absolute")
            }
            request.hostConfig.tmpfs[parts[0]] = parts.count == 2 ? parts[1] : ""
        }
        request.hostConfig.volumesFrom = volumesFrom
        request.hostConfig.readonlyRootfs = readOnly
    }
}

extension ContainerCreateRequest {
    /// - Parameter volume: as ``VolumeSpecification`` reads it.
    mutating func mount(volume: String) throws {
        switch try VolumeSpecification(volume) {
        case .anonymous(let path): config.volumes[path] = EmptyObject()
        case .bind(let bind): hostConfig.binds.append(bind)
        }
    }
}
