/// How a container of the image runs unless told otherwise: the member `config` of image-spec `config.md`, with all
/// of Docker's additions.
package struct ProcessDefaults: Equatable, Sendable {
    /// `user`, `uid`, `user:group`…; resolved inside the container's root.
    package var user: String?
    /// `port`, `port/transport`.
    package var exposedPorts: NameSet?
    /// `NAME=value`.
    package var env: [String]?
    package var entrypoint: [String]?
    package var cmd: [String]?
    package var volumes: NameSet?
    package var workingDir: String?
    package var labels: [String: String]?
    package var stopSignal: String?
    /// Seconds.
    package var stopTimeout: Int?
    package var healthcheck: Healthcheck?
    /// The shell of the Dockerfile's shell forms.
    package var shell: [String]?
    /// Windows' only: `cmd` is one line that is escaped already.
    package var argsEscaped: Bool?
    package var onBuild: [String]?

    package init() {}
}

extension ProcessDefaults {
    /// Durations in nanoseconds; 0 and `nil` mean the default.
    package struct Healthcheck: Equatable, Sendable {
        /// `["NONE"]`, `["CMD", …]` or `["CMD-SHELL", line]`.
        package var test: [String]?
        package var interval: Int64?
        package var timeout: Int64?
        package var startPeriod: Int64?
        package var startInterval: Int64?
        package var retries: Int?

        package init() {}
    }
}
