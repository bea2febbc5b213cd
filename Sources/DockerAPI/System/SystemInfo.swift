package import JSON

/// The answer to `GET /info`.
package struct SystemInfo: WireObject {
    package var id = ""
    package var containers = 0
    package var containersRunning = 0
    package var containersPaused = 0
    package var containersStopped = 0
    package var images = 0
    package var driver = ""
    /// Pairs of name and value.
    package var driverStatus: [[String]] = []
    package var plugins = PluginsInfo()
    package var memoryLimit = false
    package var swapLimit = false
    package var cpuCfsPeriod = false
    package var cpuCfsQuota = false
    package var cpuShares = false
    package var cpuSet = false
    package var pidsLimit = false
    package var ipv4Forwarding = false
    package var debug = false
    package var fileDescriptors = 0
    package var oomKillDisable = false
    package var goroutines = 0
    package var systemTime = ""
    package var loggingDriver = ""
    package var cgroupDriver = ""
    package var cgroupVersion = ""
    package var eventsListeners = 0
    package var kernelVersion = ""
    package var operatingSystem = ""
    package var osVersion = ""
    package var osType = ""
    package var architecture = ""
    package var indexServerAddress = ""
    package var registryConfig = RegistryServiceConfig()
    package var cpuCount = 0
    /// In bytes.
    package var memoryTotal = 0
    package var genericResources: [JSONValue] = []
    package var dockerRootDir = ""
    package var httpProxy = ""
    package var httpsProxy = ""
    package var noProxy = ""
    package var name = ""
    package var labels: [String] = []
    package var experimentalBuild = false
    package var serverVersion = ""
    package var runtimes: [String: RuntimeInfo] = [:]
    package var defaultRuntime = ""
    package var swarm = SwarmInfo()
    package var liveRestoreEnabled = false
    package var isolation = ""
    package var initBinary = ""
    package var containerdCommit = Commit()
    package var runcCommit = Commit()
    package var initCommit = Commit()
    package var securityOptions: [String] = []
    package var cdiSpecDirs: [String] = []
    package var warnings: [String] = []

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("ID", &id)
        try members.field("Containers", &containers)
        try members.field("ContainersRunning", &containersRunning)
        try members.field("ContainersPaused", &containersPaused)
        try members.field("ContainersStopped", &containersStopped)
        try members.field("Images", &images)
        try members.field("Driver", &driver)
        try members.field("DriverStatus", &driverStatus)
        try members.field("Plugins", &plugins)
        try members.field("MemoryLimit", &memoryLimit)
        try members.field("SwapLimit", &swapLimit)
        try members.field("CpuCfsPeriod", &cpuCfsPeriod)
        try members.field("CpuCfsQuota", &cpuCfsQuota)
        try members.field("CPUShares", &cpuShares)
        try members.field("CPUSet", &cpuSet)
        try members.field("PidsLimit", &pidsLimit)
        try members.field("IPv4Forwarding", &ipv4Forwarding)
        try members.field("Debug", &debug)
        try members.field("NFd", &fileDescriptors)
        try members.field("OomKillDisable", &oomKillDisable)
        try members.field("NGoroutines", &goroutines)
        try members.field("SystemTime", &systemTime)
        try members.field("LoggingDriver", &loggingDriver)
        try members.field("CgroupDriver", &cgroupDriver)
        try members.field("CgroupVersion", &cgroupVersion)
        try members.field("NEventsListener", &eventsListeners)
        try members.field("KernelVersion", &kernelVersion)
        try members.field("OperatingSystem", &operatingSystem)
        try members.field("OSVersion", &osVersion)
        try members.field("OSType", &osType)
        try members.field("Architecture", &architecture)
        try members.field("IndexServerAddress", &indexServerAddress)
        try members.field("RegistryConfig", &registryConfig)
        try members.field("NCPU", &cpuCount)
        try members.field("MemTotal", &memoryTotal)
        try members.nullIfEmpty("GenericResources", &genericResources)
        try members.field("DockerRootDir", &dockerRootDir)
        try members.field("HttpProxy", &httpProxy)
        try members.field("HttpsProxy", &httpsProxy)
        try members.field("NoProxy", &noProxy)
        try members.field("Name", &name)
        try members.field("Labels", &labels)
        try members.field("ExperimentalBuild", &experimentalBuild)
        try members.field("ServerVersion", &serverVersion)
        try members.field("Runtimes", &runtimes)
        try members.field("DefaultRuntime", &defaultRuntime)
        try members.field("Swarm", &swarm)
        try members.field("LiveRestoreEnabled", &liveRestoreEnabled)
        try members.field("Isolation", &isolation)
        try members.field("InitBinary", &initBinary)
        try members.field("ContainerdCommit", &containerdCommit)
        try members.field("RuncCommit", &runcCommit)
        try members.field("InitCommit", &initCommit)
        try members.field("SecurityOptions", &securityOptions)
        try members.field("CDISpecDirs", &cdiSpecDirs)
        try members.nullIfEmpty("Warnings", &warnings)
    }
}
