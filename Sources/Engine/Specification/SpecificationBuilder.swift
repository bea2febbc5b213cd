import Linux
import OCI

/// The runtime specification of one run of a container.
struct SpecificationBuilder {
    let record: ContainerRecord
    let directory: ContainerDirectory
    /// The network namespace; `nil` is the host's own.
    let network: RuntimeSpec.Namespace?
    let identity: Identity
    private var configuration: ContainerConfiguration { record.configuration }
    private var security: SecurityOptions { record.configuration.security }

    /// - Parameter root: a descriptor of the container's mounted root, whose users are looked up.
    init(
        _ record: ContainerRecord, root: Int32, network: RuntimeSpec.Namespace?, directory: ContainerDirectory
    ) throws {
        self.record = record
        self.directory = directory
        self.network = network
        let users = try UserDatabase(ofRoot: root)
        identity = try users.identity(
            of: record.configuration.user ?? "", additional: record.configuration.security.additionalGroups)
    }

    func build() throws(EngineError) -> RuntimeSpec {
        var spec = RuntimeSpec()
        spec.root = RuntimeSpec.Root(path: "rootfs", readonly: configuration.readOnlyRoot)
        if !security.hostUTSNamespace, configuration.network != .host || configuration.hostname != nil {
            spec.hostname = record.hostname
        }
        spec.domainname = configuration.domainname
        spec.process = try process()
        spec.mounts = MountTable(record, directory: directory).mounts
        spec.linux = try linux()
        return spec
    }

    private func process() throws(EngineError) -> RuntimeSpec.Process {
        var process = RuntimeSpec.Process(args: record.arguments, cwd: configuration.workingDirectory.nonEmpty ?? "/")
        process.terminal = configuration.terminal
        process.env = ProcessEnvironment(record, home: identity.home).variables
        process.user = RuntimeSpec.User(
            uid: identity.uid, gid: identity.gid, additionalGids: identity.additionalGroups)
        process.capabilities = try ProcessCapabilities(security, root: identity.uid == 0).sets
        process.noNewPrivileges = security.noNewPrivileges
        process.oomScoreAdj = configuration.resources.oomScoreAdjustment
        process.rlimits = configuration.resources.ulimits.map {
            RuntimeSpec.ResourceLimit(
                type: "RLIMIT_" + $0.name.uppercased(), hard: UInt64(bitPattern: $0.hard),
                soft: UInt64(bitPattern: $0.soft))
        }
        return process
    }

    private func linux() throws(EngineError) -> RuntimeSpec.Linux {
        var linux = RuntimeSpec.Linux()
        linux.namespaces = namespaces
        linux.cgroupsPath = record.cgroupPath
        linux.resources = ResourceLimits(configuration).resources
        linux.sysctl = sysctls
        linux.devices = try DeviceList(configuration).devices
        if !security.privileged {
            linux.maskedPaths = security.maskedPaths ?? Self.maskedPaths
            linux.readonlyPaths = security.readOnlyPaths ?? Self.readOnlyPaths
            linux.seccomp = try SeccompPolicy(security).filter
        }
        if configuration.mounts.contains(where: { $0.propagation?.hasSuffix("shared") == true }) {
            linux.rootfsPropagation = "shared"
        } else if configuration.mounts.contains(where: { $0.propagation?.hasSuffix("slave") == true }) {
            linux.rootfsPropagation = "slave"
        }
        return linux
    }

    private var namespaces: [RuntimeSpec.Namespace] {
        var namespaces = [RuntimeSpec.Namespace(type: .mount), RuntimeSpec.Namespace(type: .cgroup)]
        if !security.hostPIDNamespace { namespaces.append(.init(type: .pid)) }
        if !security.hostIPCNamespace { namespaces.append(.init(type: .ipc)) }
        if !security.hostUTSNamespace { namespaces.append(.init(type: .uts)) }
        if let network { namespaces.append(network) }
        return namespaces
    }

    private var sysctls: [String: String] {
        var sysctls = configuration.sysctls
        if configuration.network == .host { return sysctls }
        // As Docker: a container's users may use low ports and ping, which its own network makes harmless.
        let defaults = ["net.ipv4.ip_unprivileged_port_start": "0", "net.ipv4.ping_group_range": "0 2147483647"]
        if case .container = configuration.network { return sysctls }
        sysctls.merge(defaults) { asked, _ in asked }
        return sysctls
    }

    private static let maskedPaths = [
        "/proc/asound", "/proc/acpi", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats",
        "/proc/timer_list", "/proc/timer_stats", "/proc/sched_debug", "/proc/scsi", "/sys/firmware",
        "/sys/devices/virtual/powercap",
    ]
    private static let readOnlyPaths = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"]
}

extension Optional<String> {
    /// `nil` for an empty string.
    var nonEmpty: String? { flatMap { $0.isEmpty ? nil : $0 } }
}
