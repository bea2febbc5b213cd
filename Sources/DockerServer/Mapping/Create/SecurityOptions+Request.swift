import DockerAPI
import Engine

extension SecurityOptions {
    init(_ host: HostConfig) throws(ServerError) {
        self.init()
        privileged = host.privileged
        addedCapabilities = host.capAdd
        droppedCapabilities = host.capDrop
        additionalGroups = host.groupAdd
        maskedPaths = host.maskedPaths
        readOnlyPaths = host.readonlyPaths
        hostPIDNamespace = try Self.isHost(host.pidMode, "PidMode", own: [""])
        hostIPCNamespace = try Self.isHost(host.ipcMode, "IpcMode", own: ["", "private"])
        hostUTSNamespace = try Self.isHost(host.utsMode, "UTSMode", own: [""])
        for option in host.securityOpt { try apply(option) }
    }

    private static func isHost(_ mode: String, _ name: String, own: Set<String>) throws(ServerError) -> Bool {
        if own.contains(mode) { return false }
        if mode == "host" { return true }
        throw ServerError(
            .notImplemented, "HostConfig.\(name) '\(mode)' is not supported: give 'host', or leave it out")
    }

    /// `name=value`, or with a colon as in old clients.
    private mutating func apply(_ option: String) throws(ServerError) {
        let separator = option.firstIndex { $0 == "=" || $0 == ":" }
        let name = separator.map { String(option[..<$0]) } ?? option
        let value = separator.map { String(option[option.index(after: $0)...]) }
        switch (name, value) {
        case ("no-new-privileges", nil), ("no-new-privileges", "true"): noNewPrivileges = true
        case ("no-new-privileges", "false"): noNewPrivileges = false
        case ("seccomp", "unconfined"): seccomp = .unconfined
        case ("seccomp", "builtin"): seccomp = .standard
        case ("seccomp", let profile?) where profile.hasPrefix("{"): seccomp = .profile(profile)
        // What a container without such a module has anyway.
        case ("apparmor", "unconfined"), ("label", "disable"): break
        default:
            throw ServerError(
                .badRequest,
                "invalid --security-opt: \(option.prefix(80)): no-new-privileges and seccomp are served, "
                    + "apparmor=unconfined and label=disable are what every container has")
        }
    }
}
