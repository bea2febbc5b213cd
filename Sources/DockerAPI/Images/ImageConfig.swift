/// What an image says of the containers made from it.
package struct ImageConfig: WireObject {
    @OmitEmpty package var user: String
    @OmitEmpty package var exposedPorts: [String: EmptyObject]
    @OmitEmpty package var env: [String]
    @OmitEmpty package var entrypoint: [String]
    @OmitEmpty package var cmd: [String]
    @OmitEmpty package var volumes: [String: EmptyObject]
    @OmitEmpty package var workingDir: String
    @OmitEmpty package var labels: [String: String]
    @OmitEmpty package var stopSignal: String
    @OmitEmpty package var argsEscaped: Bool
    package var healthcheck: HealthConfig?
    @OmitEmpty package var onBuild: [String]
    @OmitEmpty package var shell: [String]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case user = "User", exposedPorts = "ExposedPorts", env = "Env", entrypoint = "Entrypoint", cmd = "Cmd"
        case volumes = "Volumes", workingDir = "WorkingDir", labels = "Labels", stopSignal = "StopSignal"
        case argsEscaped = "ArgsEscaped", healthcheck = "Healthcheck", onBuild = "OnBuild", shell = "Shell"
    }
}
