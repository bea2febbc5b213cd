import Networking
import OCI

extension ContainerConfiguration {
    /// Completes what was asked for with what the image says, by Docker's rules.
    mutating func merge(_ image: ProcessDefaults) {
        exposedPorts = Array(Set(exposedPorts).union(image.exposedPorts?.names ?? [])).sorted()
        environment = Self.merged(image.env ?? [], environment)
        labels = (image.labels ?? [:]).merging(labels) { $1 }
        if user?.isEmpty ?? true { user = image.user }
        if workingDirectory?.isEmpty ?? true { workingDirectory = image.workingDir }
        stopSignal = stopSignal ?? image.stopSignal
        stopTimeout = stopTimeout ?? image.stopTimeout
        for target in image.volumes?.sorted ?? [] where !mounts.contains(where: { $0.target == target }) {
            mounts.append(MountRequest(kind: .volume, target: target))
        }
    }

    /// The program and its arguments; an entry point of one's own drops the image's command.
    func arguments(_ image: ProcessDefaults) throws(EngineError) -> [String] {
        let ownEntrypoint = entrypoint.map { $0 == [""] ? [] : $0 }
        let command = self.command.flatMap { $0.isEmpty ? nil : $0 } ?? (entrypoint == nil ? image.cmd : nil) ?? []
        let arguments = (ownEntrypoint ?? image.entrypoint ?? []) + command
        guard !arguments.isEmpty else { throw EngineError(.invalidArgument, "no command specified") }
        return arguments
    }

    /// The image's variables, those asked for over them; `KEY` alone takes one away.
    private static func merged(_ base: [String], _ asked: [String]) -> [String] {
        func name(_ variable: String) -> Substring { variable.prefix { $0 != "=" } }
        let names = Set(asked.map { String(name($0)) })
        return base.filter { !names.contains(String(name($0))) } + asked.filter { $0.contains("=") }
    }
}

extension ContainerConfiguration {
    /// Refuses what no start could serve.
    func validate() throws(EngineError) {
        for mount in mounts { try mount.validate() }
        let targets = mounts.map(\.target)
        for (index, target) in targets.enumerated() where targets[..<index].contains(target) {
            throw EngineError(.invalidArgument, "Duplicate mount point: \(target)")
        }
        try resources.validate()
        if let workingDirectory, !workingDirectory.isEmpty, !workingDirectory.hasPrefix("/") {
            throw EngineError(
                .invalidArgument,
                "the working directory '\(workingDirectory)' is invalid, it needs to be an absolute path")
        }
        if let stopSignal { _ = try Signal.number(of: stopSignal) }
        if autoRemove, restart.kind != .no {
            throw EngineError(.invalidArgument, "can't create 'AutoRemove' container with restart policy")
        }
        try validateNames()
        if security.hostUTSNamespace, hostname != nil || domainname != nil {
            throw EngineError(.invalidArgument, "conflicting options: hostname and the UTS mode")
        }
        try validateSharedNetwork()
        try validatePorts()
        for variable in environment where variable.isEmpty || variable.hasPrefix("=") || variable.contains("\0") {
            throw EngineError(.invalidArgument, "invalid environment variable: \(variable)")
        }
        _ = try Capabilities.effective(
            added: security.addedCapabilities, dropped: security.droppedCapabilities, privileged: security.privileged,
            available: Set(Capabilities.all))
    }

    /// What is served in another way than it or the image asks for; in Docker's words where it has them.
    func warnings(_ image: ProcessDefaults) -> [String] {
        var warnings: [String] = []
        if network == .host, !publications.isEmpty {
            warnings.append("Published ports are discarded when using host network mode")
        }
        if !disablesHealthcheck, let test = image.healthcheck?.test, !test.isEmpty, test != ["NONE"] {
            warnings.append("The image's health check is not made: this engine does not check containers' health")
        }
        return warnings
    }

    /// What belongs to a network is that container's to choose whose it is. In Docker's words.
    private func validateSharedNetwork() throws(EngineError) {
        guard case .container = network else { return }
        let conflicts = [
            ("hostname and the network mode", hostname != nil || domainname != nil),
            ("dns and the network mode", !(dns + dnsSearch + dnsOptions).isEmpty),
            ("custom host-to-IP mapping and the network mode", !extraHosts.isEmpty),
            ("port publishing and the container type network mode", !publications.isEmpty || publishAllPorts),
        ]
        for (options, areGiven) in conflicts where areGiven {
            throw EngineError(.invalidArgument, "conflicting options: \(options)")
        }
    }

    private func validatePorts() throws(EngineError) {
        for port in exposedPorts where ExposedPort(port) == nil {
            throw EngineError(.invalidArgument, "invalid port specification: \"\(port)\"")
        }
        for publication in publications where publication.containerPort == 0 {
            throw EngineError(.invalidArgument, "invalid container port 0: ports are 1 to 65535")
        }
    }
}

extension MountRequest {
    func validate() throws(EngineError) {
        guard target.hasPrefix("/"), !target.contains("\0") else {
            throw EngineError(
                .invalidArgument, "invalid mount path: '\(target)' mount path must be absolute")
        }
        guard !target.allSatisfy({ $0 == "/" }) else {
            throw EngineError(.invalidArgument, "invalid specification: destination can't be '/'")
        }
        if kind == .bind, !source.hasPrefix("/") {
            throw EngineError(.invalidArgument, "invalid mount path: '\(source)' mount path must be absolute")
        }
        let propagations = ["private", "rprivate", "shared", "rshared", "slave", "rslave"]
        if let propagation, !propagations.contains(propagation) {
            throw EngineError(.invalidArgument, "invalid propagation mode: \(propagation)")
        }
    }
}

extension Resources {
    /// The least memory that a container may be limited to, as Docker's.
    private static let leastMemory: Int64 = 6 << 20

    /// The names of setrlimit(2), as ulimits have them.
    private static let ulimitNames: Set<String> = [
        "as", "core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss",
        "rtprio", "rttime", "sigpending", "stack",
    ]

    func validate() throws(EngineError) {
        if memory < 0 || (memory > 0 && memory < Self.leastMemory) {
            throw EngineError(.invalidArgument, "Minimum memory limit allowed is 6MB")
        }
        if memorySwap < -1 { throw EngineError(.invalidArgument, "invalid memory-swap: \(memorySwap)") }
        if memorySwap > 0, memory == 0 {
            throw EngineError(.invalidArgument, "You should always set the Memory limit when using Memoryswap limit")
        }
        if memorySwap > 0, memorySwap < memory {
            throw EngineError(.invalidArgument, "Minimum memoryswap limit should be larger than memory limit")
        }
        if memoryReservation < 0 || (memory > 0 && memoryReservation > memory) {
            throw EngineError(
                .invalidArgument, "Minimum memory limit can not be less than memory reservation limit")
        }
        let processors = HostInformation.processorCount
        guard nanoCPUs == 0 || (10_000_000...Int64(processors) * 1_000_000_000).contains(nanoCPUs) else {
            throw EngineError(
                .invalidArgument,
                "Range of CPUs is from 0.01 to \(processors).00, as there are only \(processors) CPUs available")
        }
        if nanoCPUs > 0, cpuQuota > 0 || cpuPeriod > 0 {
            throw EngineError(.invalidArgument, "Conflicting options: Nano CPUs and CPU Period cannot both be set")
        }
        if cpuPeriod > 0, !(1000...1_000_000).contains(cpuPeriod) {
            throw EngineError(.invalidArgument, "CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s")
        }
        if cpuQuota > 0, cpuQuota < 1000 {
            throw EngineError(.invalidArgument, "CPU cfs quota can not be less than 1ms (i.e. 1000)")
        }
        if pidsLimit < -1 { throw EngineError(.invalidArgument, "invalid pids limit: \(pidsLimit)") }
        for ulimit in ulimits where !Self.ulimitNames.contains(ulimit.name) {
            throw EngineError(.invalidArgument, "invalid ulimit type: \(ulimit.name)")
        }
        for ulimit in ulimits where ulimit.hard >= 0 && ulimit.soft > ulimit.hard {
            throw EngineError(
                .invalidArgument,
                "ulimit soft limit must be less than or equal to hard limit: \(ulimit.soft) > \(ulimit.hard)")
        }
    }
}
