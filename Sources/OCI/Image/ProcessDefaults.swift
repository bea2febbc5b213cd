/// How a container of the image runs unless told otherwise: the member `config` of image-spec `config.md`, with all
/// of Docker's additions.
package struct ProcessDefaults: Codable, Equatable, Sendable {
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

    private enum CodingKeys: String, CodingKey {
        case user = "User"
        case exposedPorts = "ExposedPorts"
        case env = "Env"
        case entrypoint = "Entrypoint"
        case cmd = "Cmd"
        case volumes = "Volumes"
        case workingDir = "WorkingDir"
        case labels = "Labels"
        case stopSignal = "StopSignal"
        case stopTimeout = "StopTimeout"
        case healthcheck = "Healthcheck"
        case shell = "Shell"
        case argsEscaped = "ArgsEscaped"
        case onBuild = "OnBuild"
    }

    package init() {}

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        user = try container.decodeIfPresent(String.self, forKey: .user)
        exposedPorts = try container.decodeIfPresent(NameSet.self, forKey: .exposedPorts)
        env = try container.decodeIfPresent([String].self, forKey: .env)
        entrypoint = try container.decodeArguments(forKey: .entrypoint)
        cmd = try container.decodeArguments(forKey: .cmd)
        volumes = try container.decodeIfPresent(NameSet.self, forKey: .volumes)
        workingDir = try container.decodeIfPresent(String.self, forKey: .workingDir)
        labels = try container.decodeIfPresent([String: String].self, forKey: .labels)
        stopSignal = try container.decodeIfPresent(String.self, forKey: .stopSignal)
        stopTimeout = try container.decodeIfPresent(Int.self, forKey: .stopTimeout)
        healthcheck = try container.decodeIfPresent(Healthcheck.self, forKey: .healthcheck)
        shell = try container.decodeArguments(forKey: .shell)
        argsEscaped = try container.decodeIfPresent(Bool.self, forKey: .argsEscaped)
        onBuild = try container.decodeIfPresent([String].self, forKey: .onBuild)
    }
}

extension ProcessDefaults {
    /// Durations in nanoseconds; 0 and `nil` mean the default.
    package struct Healthcheck: Codable, Equatable, Sendable {
        /// `["NONE"]`, `["CMD", …]` or `["CMD-SHELL", line]`.
        package var test: [String]?
        package var interval: Int64?
        package var timeout: Int64?
        package var startPeriod: Int64?
        package var startInterval: Int64?
        package var retries: Int?

        private enum CodingKeys: String, CodingKey {
            case test = "Test"
            case interval = "Interval"
            case timeout = "Timeout"
            case startPeriod = "StartPeriod"
            case startInterval = "StartInterval"
            case retries = "Retries"
        }

        package init() {}
    }
}

extension KeyedDecodingContainer {
    /// An argument list, which Docker's older images also give as one string.
    fileprivate func decodeArguments(forKey key: Key) throws -> [String]? {
        if let word = try? decodeIfPresent(String.self, forKey: key) { return [word] }
        return try decodeIfPresent([String].self, forKey: key)
    }
}
