/// What a container runs, independent of the host (`Config` on inspect).
package struct ContainerConfig: WireObject {
    @Field package var hostname: String
    @Field package var domainname: String
    /// `user`, `uid`, `user:group` or `uid:gid`.
    @Field package var user: String
    @Field package var attachStdin: Bool
    @Field package var attachStdout: Bool
    @Field package var attachStderr: Bool
    /// Keys such as `80/tcp`.
    @OmitEmpty package var exposedPorts: [String: EmptyObject]
    @Field package var tty: Bool
    @Field package var openStdin: Bool
    @Field package var stdinOnce: Bool
    /// `NAME=value`; a name alone removes the image's.
    @NullIfEmpty package var env: [String]
    @Nullable package var cmd: StringList?
    package var healthcheck: HealthConfig?
    @OmitEmpty package var argsEscaped: Bool
    @Field package var image: String
    /// Keys are paths in the container.
    @NullIfEmpty package var volumes: [String: EmptyObject]
    @Field package var workingDir: String
    @Nullable package var entrypoint: StringList?
    @OmitEmpty package var networkDisabled: Bool
    @OmitEmpty package var macAddress: String
    @NullIfEmpty package var onBuild: [String]
    @Field package var labels: [String: String]
    @OmitEmpty package var stopSignal: String
    /// In seconds.
    package var stopTimeout: Int?
    package var shell: StringList?

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case hostname = "Hostname", domainname = "Domainname", user = "User", attachStdin = "AttachStdin"
        case attachStdout = "AttachStdout", attachStderr = "AttachStderr", exposedPorts = "ExposedPorts", tty = "Tty"
        case openStdin = "OpenStdin", stdinOnce = "StdinOnce", env = "Env", cmd = "Cmd", healthcheck = "Healthcheck"
        case argsEscaped = "ArgsEscaped", image = "Image", volumes = "Volumes", workingDir = "WorkingDir"
        case entrypoint = "Entrypoint", networkDisabled = "NetworkDisabled", macAddress = "MacAddress"
        case onBuild = "OnBuild", labels = "Labels", stopSignal = "StopSignal", stopTimeout = "StopTimeout"
        case shell = "Shell"
    }
}

/// How a container's health is probed. Times are in nanoseconds; 0 inherits.
package struct HealthConfig: WireObject {
    /// `[]` inherits, `["NONE"]` disables, else `["CMD", …]` or `["CMD-SHELL", line]`.
    @OmitEmpty package var test: [String]
    @OmitEmpty package var interval: Int
    @OmitEmpty package var timeout: Int
    @OmitEmpty package var startPeriod: Int
    @OmitEmpty package var startInterval: Int
    @OmitEmpty package var retries: Int

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case test = "Test", interval = "Interval", timeout = "Timeout", startPeriod = "StartPeriod"
        case startInterval = "StartInterval", retries = "Retries"
    }
}
