import DockerAPI
import Engine

extension ContainerConfiguration {
    /// What `POST /containers/create` asks for; ``ServedFields`` has refused what is not read here.
    ///
    /// - Throws: ``ServerError`` `badRequest` or `notImplemented`, naming the field and its value.
    init(_ request: ContainerCreateRequest, platform: String?) throws(ServerError) {
        guard !request.config.image.isEmpty else {
            throw ServerError(.badRequest, "no image was named: give Image, such as busybox:latest")
        }
        self.init(image: request.config.image)
        self.platform = platform
        try take(request.config)
        try take(request.hostConfig)
        mounts = try Self.mounts(request)
        try refuseForeignNetworks(request.networkingConfig)
        if autoRemove && restart.kind != .no {
            throw ServerError(.badRequest, "can't create 'AutoRemove' container with restart policy")
        }
    }

    private mutating func take(_ config: ContainerConfig) throws(ServerError) {
        command = config.cmd?.words
        entrypoint = config.entrypoint?.words
        environment = config.env
        workingDirectory = config.workingDir.nonEmpty
        user = config.user.nonEmpty
        hostname = config.hostname.nonEmpty
        domainname = config.domainname.nonEmpty
        labels = config.labels
        terminal = config.tty
        openStdin = config.openStdin
        stdinOnce = config.stdinOnce
        attach = AttachedStreams(input: config.attachStdin, output: config.attachStdout, error: config.attachStderr)
        stopSignal = config.stopSignal.nonEmpty
        stopTimeout = config.stopTimeout
        disablesHealthcheck = config.healthcheck?.test == ["NONE"]
        var ports: [String] = []
        for port in config.exposedPorts.keys.sorted() { ports.append(try PortSpecification.normalized(port)) }
        exposedPorts = ports
    }

    private mutating func take(_ host: HostConfig) throws(ServerError) {
        publications = try PortSpecification.publications(host.portBindings)
        publishAllPorts = host.publishAllPorts
        network = Self.network(host.networkMode)
        resources = try Resources(host)
        security = try SecurityOptions(host)
        readOnlyRoot = host.readonlyRootfs
        initProcess = host.`init` ?? false
        restart = try .init(host.restartPolicy)
        autoRemove = host.autoRemove
        idFile = host.containerIDFile.nonEmpty
        log = try LogConfiguration(host.logConfig)
        dns = host.dns
        dnsSearch = host.dnsSearch
        dnsOptions = host.dnsOptions
        extraHosts = host.extraHosts
        sysctls = host.sysctls
        devices = host.devices.map { device in
            .init(
                hostPath: device.pathOnHost, containerPath: device.pathInContainer.nonEmpty ?? device.pathOnHost,
                access: device.cgroupPermissions.nonEmpty ?? "rwm")
        }
        if host.shmSize < 0 { throw ServerError(.badRequest, "SHM size can not be less than 0") }
        if host.shmSize > 0 { shmSize = Int64(host.shmSize) }
    }

    private static func network(_ mode: String) -> NetworkMode {
        switch mode {
        case "", "default", "bridge": return .bridge
        case "host": return .host
        case "none": return .none
        default:
            if mode.hasPrefix("container:"), mode.utf8.count > "container:".utf8.count {
                return .container(String(mode.dropFirst("container:".count)))
            }
            return .named(mode)
        }
    }

    /// Clients repeat the network mode as an endpoint; another network's would be a second one.
    private func refuseForeignNetworks(_ networking: NetworkingConfig) throws(ServerError) {
        for name in networking.endpointsConfig.keys.sorted()
        where !["default", network.name].contains(name) && !(name.isEmpty && network == .bridge) {
            throw ServerError(
                .notImplemented, "a container has one network: \(name) is another than \(network.name)")
        }
    }

    private static func mounts(_ request: ContainerCreateRequest) throws(ServerError) -> [MountRequest] {
        var mounts: [MountRequest] = []
        for bind in request.hostConfig.binds { mounts.append(try BindSpecification.parse(bind)) }
        for mount in request.hostConfig.mounts { mounts.append(try mount.request()) }
        for (target, options) in request.hostConfig.tmpfs.sorted(by: { $0.key < $1.key }) {
            mounts.append(try TmpfsSpecification.parse(target: target, options: options))
        }
        let taken = Set(mounts.map(\.target))
        for target in request.config.volumes.keys.sorted() where !taken.contains(target) {
            guard target.hasPrefix("/") else {
                throw ServerError(.badRequest, "invalid volume '\(target)': the path must be absolute")
            }
            mounts.append(MountRequest(kind: .volume, target: target))
        }
        if let twice = mounts.map(\.target).firstDuplicate {
            throw ServerError(.badRequest, "Duplicate mount point: \(twice)")
        }
        return mounts
    }
}

extension EngineRestartPolicy {
    init(_ policy: DockerAPI.RestartPolicy) throws(ServerError) {
        guard let kind = Kind(rawValue: policy.name.nonEmpty ?? "no") else {
            throw ServerError(
                .badRequest,
                "invalid restart policy: unknown policy '\(policy.name)'; use one of 'no', 'always', 'on-failure', "
                    + "or 'unless-stopped'")
        }
        guard policy.maximumRetryCount == 0 || kind == .onFailure else {
            throw ServerError(
                .badRequest, "invalid restart policy: maximum retry count can only be used with 'on-failure'")
        }
        guard policy.maximumRetryCount >= 0 else {
            throw ServerError(.badRequest, "invalid restart policy: maximum retry count cannot be negative")
        }
        self.init(kind: kind, maximumRetries: policy.maximumRetryCount)
    }
}

extension LogConfiguration {
    init(_ log: LogConfig) throws(ServerError) {
        self.init()
        guard let driver = Driver(rawValue: log.type.nonEmpty ?? "json-file") else {
            throw ServerError(
                .badRequest, "logger: no log driver named '\(log.type)' is registered: give json-file or none")
        }
        self.driver = driver
        for (name, value) in log.config.sorted(by: { $0.key < $1.key }) {
            switch name {
            case "max-size" where driver == .jsonFile: maximumSize = try Self.size(value)
            case "max-file" where driver == .jsonFile: maximumFiles = try Self.files(value)
            default: throw ServerError(.badRequest, "unknown log opt '\(name)' for \(driver.rawValue) log driver")
            }
        }
    }

    private static func size(_ text: String) throws(ServerError) -> Int64 {
        if text == "-1" { return 0 }
        guard let size = ByteSize.parse(text), size > 0 else {
            throw ServerError(.badRequest, "invalid value for log opt max-size: '\(text)': expected a size such as 10m")
        }
        return size
    }

    private static func files(_ text: String) throws(ServerError) -> Int {
        guard let files = Int(text), files >= 1 else {
            throw ServerError(.badRequest, "invalid value for log opt max-file: '\(text)': expected 1 or more")
        }
        return files
    }
}

extension String {
    var nonEmpty: String? { isEmpty ? nil : self }
}

extension [String] {
    fileprivate var firstDuplicate: String? {
        var seen: Set<String> = []
        return first { !seen.insert($0).inserted }
    }
}
