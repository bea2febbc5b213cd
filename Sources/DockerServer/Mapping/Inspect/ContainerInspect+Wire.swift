import DockerAPI
import Engine
import OCI
import Snapshots

extension ContainerDetails {
    var wire: ContainerInspect {
        var wire = ContainerInspect()
        wire.id = record.id
        wire.created = record.createdAt
        wire.path = record.arguments.first ?? ""
        wire.args = Array(record.arguments.dropFirst())
        wire.state = record.state.wire
        wire.image = record.imageID.description
        wire.resolvConfPath = resolvConfPath
        wire.hostnamePath = hostnamePath
        wire.hostsPath = hostsPath
        wire.logPath = logPath ?? ""
        wire.name = "/" + record.name
        wire.restartCount = record.state.restartCount
        wire.driver = storageDriver
        wire.platform = record.platform.os
        wire.execIDs = execs
        wire.hostConfig = record.configuration.hostConfig
        wire.graphDriver.name = storageDriver
        wire.mounts = record.mounts.map(\.wire)
        wire.config = record.configuration.wire
        wire.networkSettings = record.networkSettings
        wire.sizeRw = size.map { Int($0.bytes) }
        wire.sizeRootFs = rootSize.map(Int.init)
        return wire
    }
}

extension ContainerConfiguration {
    var wire: ContainerConfig {
        var wire = ContainerConfig()
        wire.hostname = hostname ?? ""
        wire.domainname = domainname ?? ""
        wire.user = user ?? ""
        wire.attachStdin = attach.input
        wire.attachStdout = attach.output
        wire.attachStderr = attach.error
        wire.exposedPorts = Dictionary(uniqueKeysWithValues: Set(exposedPorts).map { ($0, EmptyObject()) })
        wire.tty = terminal
        wire.openStdin = openStdin
        wire.stdinOnce = stdinOnce
        wire.env = environment
        wire.cmd = command.map { StringList($0) }
        wire.entrypoint = entrypoint.map { StringList($0) }
        wire.image = image
        let anonymous = mounts.filter { $0.kind == .volume && $0.source.isEmpty }.map(\.target)
        wire.volumes = Dictionary(uniqueKeysWithValues: Set(anonymous).map { ($0, EmptyObject()) })
        wire.workingDir = workingDirectory ?? ""
        wire.labels = labels
        wire.stopSignal = stopSignal ?? ""
        if disablesHealthcheck {
            wire.healthcheck = HealthConfig()
            wire.healthcheck?.test = ["NONE"]
        }
        wire.stopTimeout = stopTimeout
        return wire
    }
}
