/// The answer to `GET /info`.
package struct SystemInfo: WireObject {
    @Field package var id: String
    @Field package var containers: Int
    @Field package var containersRunning: Int
    @Field package var containersPaused: Int
    @Field package var containersStopped: Int
    @Field package var images: Int
    @Field package var driver: String
    /// Pairs of name and value.
    @Field package var driverStatus: [[String]]
    @Field package var plugins: PluginsInfo
    @Field package var memoryLimit: Bool
    @Field package var swapLimit: Bool
    @Field package var cpuCfsPeriod: Bool
    @Field package var cpuCfsQuota: Bool
    @Field package var cpuShares: Bool
    @Field package var cpuSet: Bool
    @Field package var pidsLimit: Bool
    @Field package var ipv4Forwarding: Bool
    @Field package var debug: Bool
    @Field package var fileDescriptors: Int
    @Field package var oomKillDisable: Bool
    @Field package var goroutines: Int
    @Field package var systemTime: String
    @Field package var loggingDriver: String
    @Field package var cgroupDriver: String
    @Field package var cgroupVersion: String
    @Field package var eventsListeners: Int
    @Field package var kernelVersion: String
    @Field package var operatingSystem: String
    @Field package var osVersion: String
    @Field package var osType: String
    @Field package var architecture: String
    @Field package var indexServerAddress: String
    @Field package var registryConfig: RegistryServiceConfig
    @Field package var cpuCount: Int
    /// In bytes.
    @Field package var memoryTotal: Int
    @NullIfEmpty package var genericResources: [JSONValue]
    @Field package var dockerRootDir: String
    @Field package var httpProxy: String
    @Field package var httpsProxy: String
    @Field package var noProxy: String
    @Field package var name: String
    @Field package var labels: [String]
    @Field package var experimentalBuild: Bool
    @Field package var serverVersion: String
    @Field package var runtimes: [String: RuntimeInfo]
    @Field package var defaultRuntime: String
    @Field package var swarm: SwarmInfo
    @Field package var liveRestoreEnabled: Bool
    @Field package var isolation: String
    @Field package var initBinary: String
    @Field package var containerdCommit: Commit
    @Field package var runcCommit: Commit
    @Field package var initCommit: Commit
    @Field package var securityOptions: [String]
    @Field package var cdiSpecDirs: [String]
    @NullIfEmpty package var warnings: [String]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case id = "ID", containers = "Containers", containersRunning = "ContainersRunning"
        case containersPaused = "ContainersPaused", containersStopped = "ContainersStopped", images = "Images"
        case driver = "Driver", driverStatus = "DriverStatus", plugins = "Plugins", memoryLimit = "MemoryLimit"
        case swapLimit = "SwapLimit", cpuCfsPeriod = "CpuCfsPeriod", cpuCfsQuota = "CpuCfsQuota"
        case cpuShares = "CPUShares", cpuSet = "CPUSet", pidsLimit = "PidsLimit", ipv4Forwarding = "IPv4Forwarding"
        case debug = "Debug", fileDescriptors = "NFd", oomKillDisable = "OomKillDisable", goroutines = "NGoroutines"
        case systemTime = "SystemTime", loggingDriver = "LoggingDriver", cgroupDriver = "CgroupDriver"
        case cgroupVersion = "CgroupVersion", eventsListeners = "NEventsListener", kernelVersion = "KernelVersion"
        case operatingSystem = "OperatingSystem", osVersion = "OSVersion", osType = "OSType"
        case architecture = "Architecture", indexServerAddress = "IndexServerAddress"
        case registryConfig = "RegistryConfig", cpuCount = "NCPU", memoryTotal = "MemTotal"
        case genericResources = "GenericResources", dockerRootDir = "DockerRootDir", httpProxy = "HttpProxy"
        case httpsProxy = "HttpsProxy", noProxy = "NoProxy", name = "Name", labels = "Labels"
        case experimentalBuild = "ExperimentalBuild", serverVersion = "ServerVersion", runtimes = "Runtimes"
        case defaultRuntime = "DefaultRuntime", swarm = "Swarm", liveRestoreEnabled = "LiveRestoreEnabled"
        case isolation = "Isolation", initBinary = "InitBinary", containerdCommit = "ContainerdCommit"
        case runcCommit = "RuncCommit", initCommit = "InitCommit", securityOptions = "SecurityOptions"
        case cdiSpecDirs = "CDISpecDirs", warnings = "Warnings"
    }
}
