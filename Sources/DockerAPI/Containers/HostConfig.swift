/// What a container is given by its host.
package struct HostConfig: WireObject {
    /// `source:destination[:options]`.
    @NullIfEmpty package var binds: [String]
    @Field package var containerIDFile: String
    @Field package var logConfig: LogConfig
    @Field package var networkMode: String
    /// Keys such as `80/tcp`.
    @Field package var portBindings: [String: [PortBinding]?]
    @Field package var restartPolicy: RestartPolicy
    @Field package var autoRemove: Bool
    @Field package var volumeDriver: String
    @NullIfEmpty package var volumesFrom: [String]
    /// Rows, then columns.
    @Field package var consoleSize: [Int]
    @OmitEmpty package var annotations: [String: String]
    @NullIfEmpty package var capAdd: [String]
    @NullIfEmpty package var capDrop: [String]
    @Field package var cgroupnsMode: String
    @NullIfEmpty package var dns: [String]
    @NullIfEmpty package var dnsOptions: [String]
    @NullIfEmpty package var dnsSearch: [String]
    @NullIfEmpty package var extraHosts: [String]
    @NullIfEmpty package var groupAdd: [String]
    @Field package var ipcMode: String
    @Field package var cgroup: String
    @NullIfEmpty package var links: [String]
    @Field package var oomScoreAdj: Int
    @Field package var pidMode: String
    @Field package var privileged: Bool
    @Field package var publishAllPorts: Bool
    @Field package var readonlyRootfs: Bool
    @NullIfEmpty package var securityOpt: [String]
    @OmitEmpty package var storageOpt: [String: String]
    /// Options of the mount by path in the container.
    @OmitEmpty package var tmpfs: [String: String]
    @Field package var utsMode: String
    @Field package var usernsMode: String
    /// In bytes.
    @Field package var shmSize: Int
    @OmitEmpty package var sysctls: [String: String]
    @Field package var runtime: String
    @Field package var isolation: String
    @Field package var cpuShares: Int
    /// In bytes; 0 is unlimited.
    @Field package var memory: Int
    /// In billionths of a processor.
    @Field package var nanoCPUs: Int
    @Field package var cgroupParent: String
    @Field package var blkioWeight: Int
    /// In microseconds.
    @Field package var cpuPeriod: Int
    /// In microseconds.
    @Field package var cpuQuota: Int
    @Field package var cpuRealtimePeriod: Int
    @Field package var cpuRealtimeRuntime: Int
    @Field package var cpusetCPUs: String
    @Field package var cpusetMems: String
    @NullIfEmpty package var devices: [DeviceMapping]
    @NullIfEmpty package var deviceCgroupRules: [String]
    /// In bytes.
    @Field package var memoryReservation: Int
    /// Memory and swap together in bytes; -1 is unlimited, 0 twice the memory.
    @Field package var memorySwap: Int
    /// 0 to 100; -1 is unset.
    @Nullable package var memorySwappiness: Int?
    @Nullable package var oomKillDisable: Bool?
    /// 0 and -1 are unlimited.
    @Nullable package var pidsLimit: Int?
    @NullIfEmpty package var ulimits: [Ulimit]
    @OmitEmpty package var mounts: [Mount]
    /// `nil` is the default list, `[]` is none.
    @Nullable package var maskedPaths: [String]?
    /// `nil` is the default list, `[]` is none.
    @Nullable package var readonlyPaths: [String]?
    package var `init`: Bool?

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case binds = "Binds", containerIDFile = "ContainerIDFile", logConfig = "LogConfig"
        case networkMode = "NetworkMode", portBindings = "PortBindings", restartPolicy = "RestartPolicy"
        case autoRemove = "AutoRemove", volumeDriver = "VolumeDriver", volumesFrom = "VolumesFrom"
        case consoleSize = "ConsoleSize", annotations = "Annotations", capAdd = "CapAdd", capDrop = "CapDrop"
        case cgroupnsMode = "CgroupnsMode", dns = "Dns", dnsOptions = "DnsOptions", dnsSearch = "DnsSearch"
        case extraHosts = "ExtraHosts", groupAdd = "GroupAdd", ipcMode = "IpcMode", cgroup = "Cgroup", links = "Links"
        case oomScoreAdj = "OomScoreAdj", pidMode = "PidMode", privileged = "Privileged"
        case publishAllPorts = "PublishAllPorts", readonlyRootfs = "ReadonlyRootfs", securityOpt = "SecurityOpt"
        case storageOpt = "StorageOpt", tmpfs = "Tmpfs", utsMode = "UTSMode", usernsMode = "UsernsMode"
        case shmSize = "ShmSize", sysctls = "Sysctls", runtime = "Runtime", isolation = "Isolation"
        case cpuShares = "CpuShares", memory = "Memory", nanoCPUs = "NanoCpus", cgroupParent = "CgroupParent"
        case blkioWeight = "BlkioWeight", cpuPeriod = "CpuPeriod", cpuQuota = "CpuQuota"
        case cpuRealtimePeriod = "CpuRealtimePeriod", cpuRealtimeRuntime = "CpuRealtimeRuntime"
        case cpusetCPUs = "CpusetCpus", cpusetMems = "CpusetMems", devices = "Devices"
        case deviceCgroupRules = "DeviceCgroupRules", memoryReservation = "MemoryReservation"
        case memorySwap = "MemorySwap", memorySwappiness = "MemorySwappiness", oomKillDisable = "OomKillDisable"
        case pidsLimit = "PidsLimit", ulimits = "Ulimits", mounts = "Mounts", maskedPaths = "MaskedPaths"
        case readonlyPaths = "ReadonlyPaths", `init` = "Init"
    }
}
