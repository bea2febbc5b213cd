package import JSON

/// What a container is given by its host.
package struct HostConfig: WireObject {
    /// `source:destination[:options]`.
    package var binds: [String] = []
    package var containerIDFile = ""
    package var logConfig = LogConfig()
    package var networkMode = ""
    /// Keys such as `80/tcp`.
    package var portBindings: [String: [PortBinding]?] = [:]
    package var restartPolicy = RestartPolicy()
    package var autoRemove = false
    package var volumeDriver = ""
    package var volumesFrom: [String] = []
    /// Rows, then columns.
    package var consoleSize: [Int] = []
    package var annotations: [String: String] = [:]
    package var capAdd: [String] = []
    package var capDrop: [String] = []
    package var cgroupnsMode = ""
    package var dns: [String] = []
    package var dnsOptions: [String] = []
    package var dnsSearch: [String] = []
    package var extraHosts: [String] = []
    package var groupAdd: [String] = []
    package var ipcMode = ""
    package var cgroup = ""
    package var links: [String] = []
    package var oomScoreAdj = 0
    package var pidMode = ""
    package var privileged = false
    package var publishAllPorts = false
    package var readonlyRootfs = false
    package var securityOpt: [String] = []
    package var storageOpt: [String: String] = [:]
    /// Options of the mount by path in the container.
    package var tmpfs: [String: String] = [:]
    package var utsMode = ""
    package var usernsMode = ""
    /// In bytes.
    package var shmSize = 0
    package var sysctls: [String: String] = [:]
    package var runtime = ""
    package var isolation = ""
    package var cpuShares = 0
    /// In bytes; 0 is unlimited.
    package var memory = 0
    /// In billionths of a processor.
    package var nanoCPUs = 0
    package var cgroupParent = ""
    package var blkioWeight = 0
    /// In microseconds.
    package var cpuPeriod = 0
    /// In microseconds.
    package var cpuQuota = 0
    package var cpuRealtimePeriod = 0
    package var cpuRealtimeRuntime = 0
    package var cpusetCPUs = ""
    package var cpusetMems = ""
    package var devices: [DeviceMapping] = []
    package var deviceCgroupRules: [String] = []
    /// In bytes.
    package var memoryReservation = 0
    /// Memory and swap together in bytes; -1 is unlimited, 0 twice the memory.
    package var memorySwap = 0
    /// 0 to 100; -1 is unset.
    package var memorySwappiness: Int?
    package var oomKillDisable: Bool?
    /// 0 and -1 are unlimited.
    package var pidsLimit: Int?
    package var ulimits: [Ulimit] = []
    package var mounts: [Mount] = []
    /// `nil` is the default list, `[]` is none.
    package var maskedPaths: [String]?
    /// `nil` is the default list, `[]` is none.
    package var readonlyPaths: [String]?
    package var `init`: Bool?

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.nullIfEmpty("Binds", &binds)
        try members.field("ContainerIDFile", &containerIDFile)
        try members.field("LogConfig", &logConfig)
        try members.field("NetworkMode", &networkMode)
        try members.field("PortBindings", &portBindings)
        try members.field("RestartPolicy", &restartPolicy)
        try members.field("AutoRemove", &autoRemove)
        try members.field("VolumeDriver", &volumeDriver)
        try members.nullIfEmpty("VolumesFrom", &volumesFrom)
        try members.field("ConsoleSize", &consoleSize)
        try members.omitEmpty("Annotations", &annotations)
        try members.nullIfEmpty("CapAdd", &capAdd)
        try members.nullIfEmpty("CapDrop", &capDrop)
        try members.field("CgroupnsMode", &cgroupnsMode)
        try members.nullIfEmpty("Dns", &dns)
        try members.nullIfEmpty("DnsOptions", &dnsOptions)
        try members.nullIfEmpty("DnsSearch", &dnsSearch)
        try members.nullIfEmpty("ExtraHosts", &extraHosts)
        try members.nullIfEmpty("GroupAdd", &groupAdd)
        try members.field("IpcMode", &ipcMode)
        try members.field("Cgroup", &cgroup)
        try members.nullIfEmpty("Links", &links)
        try members.field("OomScoreAdj", &oomScoreAdj)
        try members.field("PidMode", &pidMode)
        try members.field("Privileged", &privileged)
        try members.field("PublishAllPorts", &publishAllPorts)
        try members.field("ReadonlyRootfs", &readonlyRootfs)
        try members.nullIfEmpty("SecurityOpt", &securityOpt)
        try members.omitEmpty("StorageOpt", &storageOpt)
        try members.omitEmpty("Tmpfs", &tmpfs)
        try members.field("UTSMode", &utsMode)
        try members.field("UsernsMode", &usernsMode)
        try members.field("ShmSize", &shmSize)
        try members.omitEmpty("Sysctls", &sysctls)
        try members.field("Runtime", &runtime)
        try members.field("Isolation", &isolation)
        try mapResources(&members)
        try members.omitEmpty("Mounts", &mounts)
        try members.nullable("MaskedPaths", &maskedPaths)
        try members.nullable("ReadonlyPaths", &readonlyPaths)
        try members.optional("Init", &`init`)
    }

    private mutating func mapResources<Members: JSONMembers>(
        _ members: inout Members
    ) throws(Members.Failure) {
        try members.field("CpuShares", &cpuShares)
        try members.field("Memory", &memory)
        try members.field("NanoCpus", &nanoCPUs)
        try members.field("CgroupParent", &cgroupParent)
        try members.field("BlkioWeight", &blkioWeight)
        try members.field("CpuPeriod", &cpuPeriod)
        try members.field("CpuQuota", &cpuQuota)
        try members.field("CpuRealtimePeriod", &cpuRealtimePeriod)
        try members.field("CpuRealtimeRuntime", &cpuRealtimeRuntime)
        try members.field("CpusetCpus", &cpusetCPUs)
        try members.field("CpusetMems", &cpusetMems)
        try members.nullIfEmpty("Devices", &devices)
        try members.nullIfEmpty("DeviceCgroupRules", &deviceCgroupRules)
        try members.field("MemoryReservation", &memoryReservation)
        try members.field("MemorySwap", &memorySwap)
        try members.nullable("MemorySwappiness", &memorySwappiness)
        try members.nullable("OomKillDisable", &oomKillDisable)
        try members.nullable("PidsLimit", &pidsLimit)
        try members.nullIfEmpty("Ulimits", &ulimits)
    }
}
