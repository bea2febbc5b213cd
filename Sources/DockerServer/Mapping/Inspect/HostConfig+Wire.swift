import DockerAPI
import Engine
import Networking

extension ContainerConfiguration {
    /// The `HostConfig` that would ask for this container.
    var hostConfig: HostConfig {
        var host = HostConfig()
        host.networkMode = network.name
        host.portBindings = portBindings
        host.restartPolicy.name = restart.kind.rawValue
        host.restartPolicy.maximumRetryCount = restart.maximumRetries
        host.autoRemove = autoRemove
        host.containerIDFile = idFile ?? ""
        host.logConfig = log.wire
        host.dns = dns
        host.dnsOptions = dnsOptions
        host.dnsSearch = dnsSearch
        host.extraHosts = extraHosts
        host.publishAllPorts = publishAllPorts
        host.readonlyRootfs = readOnlyRoot
        host.shmSize = Int(shmSize)
        host.sysctls = sysctls
        host.runtime = "wherry"
        host.consoleSize = [0, 0]
        host.cgroupnsMode = "private"
        if initProcess { host.`init` = true }
        host.devices = devices.map(\.wire)
        resources.fill(&host)
        security.fill(&host)
        fillMounts(&host)
        return host
    }

    private var portBindings: [String: [PortBinding]?] {
        Dictionary(grouping: publications) { "\($0.containerPort)/\($0.transport.rawValue)" }.mapValues { list in
            list.map { publication in
                var binding = PortBinding()
                binding.hostIP = publication.hostAddress
                binding.hostPort = publication.hostPort == 0 ? "" : String(publication.hostPort)
                return binding
            }
        }
    }

    /// Each mount in the form that says all of it.
    private func fillMounts(_ host: inout HostConfig) {
        for mount in mounts {
            switch mount.kind {
            case .tmpfs: host.tmpfs[mount.target] = mount.tmpfsOptions
            case .bind where mount.createSource, .volume where !mount.source.isEmpty: host.binds.append(mount.bind)
            case .bind: host.mounts.append(mount.wire)
            case .volume: break  // one of the image's or without a name: among `Config.Volumes`
            }
        }
    }
}

extension MountRequest {
    fileprivate var bind: String {
        var options = readOnly ? ["ro"] : []
        if !copyUp { options.append("nocopy") }
        if let propagation { options.append(propagation) }
        return ([source, target] + (options.isEmpty ? [] : [options.joined(separator: ",")])).joined(separator: ":")
    }

    fileprivate var tmpfsOptions: String {
        var options = self.options
        if readOnly { options.append("ro") }
        if tmpfsSize > 0 { options.append("size=\(tmpfsSize)") }
        if let tmpfsMode { options.append("mode=\(String(tmpfsMode, radix: 8))") }
        return options.joined(separator: ",")
    }

    fileprivate var wire: DockerAPI.Mount {
        var mount = DockerAPI.Mount()
        mount.type = kind.rawValue
        mount.source = source
        mount.target = target
        mount.readOnly = readOnly
        if propagation != nil || !recursive {
            mount.bindOptions = BindOptions()
            mount.bindOptions?.propagation = propagation ?? ""
            mount.bindOptions?.nonRecursive = !recursive
        }
        return mount
    }
}

extension LogConfiguration {
    fileprivate var wire: LogConfig {
        var wire = LogConfig()
        wire.type = driver.rawValue
        if let maximumSize { wire.config["max-size"] = maximumSize == 0 ? "-1" : String(maximumSize) }
        if let maximumFiles { wire.config["max-file"] = String(maximumFiles) }
        return wire
    }
}

extension EngineDeviceMapping {
    fileprivate var wire: DockerAPI.DeviceMapping {
        var device = DockerAPI.DeviceMapping()
        device.pathOnHost = hostPath
        device.pathInContainer = containerPath
        device.cgroupPermissions = access
        return device
    }
}

extension Resources {
    fileprivate func fill(_ host: inout HostConfig) {
        host.memory = Int(memory)
        host.memorySwap = Int(memorySwap)
        host.memoryReservation = Int(memoryReservation)
        host.cpuShares = Int(cpuShares)
        host.cpuPeriod = Int(cpuPeriod)
        host.cpuQuota = Int(cpuQuota)
        host.nanoCPUs = Int(nanoCPUs)
        host.cpusetCPUs = cpusetCPUs
        host.cpusetMems = cpusetMemories
        host.pidsLimit = pidsLimit == 0 ? nil : Int(pidsLimit)
        host.oomScoreAdj = oomScoreAdjustment ?? 0
        host.ulimits = ulimits.map { limit in
            var wire = DockerAPI.Ulimit()
            wire.name = limit.name
            wire.soft = Int(limit.soft)
            wire.hard = Int(limit.hard)
            return wire
        }
    }
}

extension SecurityOptions {
    fileprivate func fill(_ host: inout HostConfig) {
        host.privileged = privileged
        host.capAdd = addedCapabilities
        host.capDrop = droppedCapabilities
        host.groupAdd = additionalGroups
        host.maskedPaths = maskedPaths
        host.readonlyPaths = readOnlyPaths
        host.pidMode = hostPIDNamespace ? "host" : ""
        host.ipcMode = hostIPCNamespace ? "host" : "private"
        host.utsMode = hostUTSNamespace ? "host" : ""
        if noNewPrivileges { host.securityOpt.append("no-new-privileges") }
        switch seccomp {
        case .standard: break
        case .unconfined: host.securityOpt.append("seccomp=unconfined")
        case .profile(let profile): host.securityOpt.append("seccomp=\(profile)")
        }
    }
}
