import JSON

extension ServedFields {
    /// Of `POST /containers/create`.
    static let containerCreation = ServedFields.object(
        containerConfig.merging(["HostConfig": hostConfig, "NetworkingConfig": networkingConfig]) { $1 })

    private static let containerConfig: [String: ServedFields] = [
        "Hostname": .whole, "Domainname": .whole, "User": .whole, "AttachStdin": .whole, "AttachStdout": .whole,
        "AttachStderr": .whole, "ExposedPorts": .whole, "Tty": .whole, "OpenStdin": .whole, "StdinOnce": .whole,
        "Env": .whole, "Cmd": .whole, "Image": .whole, "Volumes": .whole, "WorkingDir": .whole, "Entrypoint": .whole,
        "Labels": .whole, "StopSignal": .whole, "StopTimeout": .whole,
        "Healthcheck": .object(["Test": .only([.array([.string("NONE")])])]),
    ]

    private static let hostConfig = ServedFields.object([
        "Binds": .whole, "ContainerIDFile": .whole, "LogConfig": .object(["Type": .whole, "Config": .whole]),
        "NetworkMode": .whole,
        "PortBindings": .each(.each(.object(["HostIp": .whole, "HostPort": .whole]))),
        "RestartPolicy": .object(["Name": .whole, "MaximumRetryCount": .whole]), "AutoRemove": .whole,
        "VolumeDriver": .only([.string("local")]), "ConsoleSize": .whole, "CapAdd": .whole, "CapDrop": .whole,
        "CgroupnsMode": .only([.string("private")]), "Dns": .whole, "DnsOptions": .whole, "DnsSearch": .whole,
        "ExtraHosts": .whole, "GroupAdd": .whole, "IpcMode": .whole, "OomScoreAdj": .whole, "PidMode": .whole,
        "Privileged": .whole, "PublishAllPorts": .whole, "ReadonlyRootfs": .whole, "SecurityOpt": .whole,
        "Tmpfs": .whole, "UTSMode": .whole, "UsernsMode": .only([.string("host")]), "ShmSize": .whole,
        "Sysctls": .whole, "Runtime": .only([.string("wherry"), .string("runc"), .string("io.containerd.runc.v2")]),
        "Isolation": .only([.string("default")]), "CpuShares": .whole, "Memory": .whole, "NanoCpus": .whole,
        "CpuPeriod": .whole, "CpuQuota": .whole, "CpusetCpus": .whole, "CpusetMems": .whole,
        "Devices": .each(.object(["PathOnHost": .whole, "PathInContainer": .whole, "CgroupPermissions": .whole])),
        "MemoryReservation": .whole, "MemorySwap": .whole, "MemorySwappiness": .only([.integer(-1)]),
        "PidsLimit": .whole, "Ulimits": .each(.object(["Name": .whole, "Soft": .whole, "Hard": .whole])),
        "Mounts": .each(mount), "MaskedPaths": .whole, "ReadonlyPaths": .whole, "Init": .whole,
    ])

    private static let mount = ServedFields.object([
        "Type": .whole, "Source": .whole, "Target": .whole, "ReadOnly": .whole,
        // Advice for a host whose files are on another machine; there is none here.
        "Consistency": .only([.string("default"), .string("consistent"), .string("cached"), .string("delegated")]),
        "BindOptions": .object(["Propagation": .whole, "NonRecursive": .whole, "CreateMountpoint": .whole]),
        "VolumeOptions": .object(["NoCopy": .whole, "DriverConfig": .object(["Name": .only([.string("local")])])]),
        "TmpfsOptions": .object(["SizeBytes": .whole, "Mode": .whole, "Options": .whole]),
    ])

    /// The one network of a container is its `NetworkMode`; clients repeat it here with what they leave to the engine.
    private static let networkingConfig = ServedFields.object(["EndpointsConfig": .each(.object([:]))])

    /// Of `POST /containers/{id}/exec`.
    static let execCreation = ServedFields.object([
        // Docker's library for Python repeats the path's container here.
        "Container": .whole, "User": .whole, "Privileged": .whole, "Tty": .whole, "ConsoleSize": .whole,
        "AttachStdin": .whole,
        "AttachStdout": .whole, "AttachStderr": .whole, "DetachKeys": .whole, "Env": .whole, "WorkingDir": .whole,
        "Cmd": .whole, "Detach": .whole,
    ])
}
