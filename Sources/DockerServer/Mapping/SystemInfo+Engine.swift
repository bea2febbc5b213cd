import DockerAPI
import Engine
import Linux

extension SystemInfo {
    init(_ engine: EngineInformation) {
        self.init()
        id = engine.id
        containers = engine.running + engine.stopped
        containersRunning = engine.running
        containersStopped = engine.stopped
        images = engine.images
        driver = engine.storageDriver
        dockerRootDir = engine.dataRoot
        serverVersion = ProductVersion.current
        systemTime = Timestamp.now().description
        take(engine.host)
        takeAbilities(cgroupVersion: engine.host.cgroupVersion)
    }

    private mutating func take(_ host: HostInformation) {
        name = host.name
        kernelVersion = host.kernel
        operatingSystem = host.operatingSystem
        osVersion = host.operatingSystemVersion
        osType = "linux"
        architecture = host.architecture
        cpuCount = host.processors
        memoryTotal = Int(host.memory)
        cgroupVersion = host.cgroupVersion
        swapLimit = host.limitsSwap
        if !swapLimit { warnings.append("WARNING: No swap limit support") }
    }

    /// What every engine of this version can.
    private mutating func takeAbilities(cgroupVersion: String) {
        plugins.volume = ["local"]
        plugins.network = ["bridge", "host", "null"]
        plugins.log = ["json-file", "none"]
        memoryLimit = true
        cpuCfsPeriod = true
        cpuCfsQuota = true
        cpuShares = true
        cpuSet = true
        pidsLimit = true
        ipv4Forwarding = true
        loggingDriver = "json-file"
        cgroupDriver = "cgroupfs"
        indexServerAddress = "https://index.docker.io/v1/"
        runtimes["wherry"] = RuntimeInfo()
        runtimes["wherry"]?.path = "wherry-shim"
        defaultRuntime = "wherry"
        swarm.localNodeState = "inactive"
        liveRestoreEnabled = true
        securityOptions = ["name=seccomp,profile=builtin"] + (cgroupVersion == "2" ? ["name=cgroupns"] : [])
    }
}

extension HostInformation {
    /// As Go names it.
    var goArchitecture: String {
        switch architecture {
        case "x86_64": "amd64"
        case "aarch64": "arm64"
        default: architecture
        }
    }
}
