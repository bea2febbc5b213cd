import OCI

extension ContainerLauncher {
    /// An exec's process: the container's own, with what the exec says otherwise. Blocking.
    func process(of exec: ExecConfiguration, in record: ContainerRecord) throws -> RuntimeSpec.Process {
        let configuration = record.configuration
        guard let pid = record.state.pid else {
            throw EngineError(.conflict, "container \(record.id) is not running")
        }
        let users = try UserDatabase(ofProcess: pid)
        let identity = try users.identity(
            of: exec.user.nonEmpty ?? configuration.user ?? "",
            additional: configuration.security.additionalGroups)
        var security = configuration.security
        if exec.privileged { security.privileged = true }
        var process = RuntimeSpec.Process(
            args: exec.arguments, cwd: exec.workingDirectory.nonEmpty ?? configuration.workingDirectory.nonEmpty ?? "/")
        process.terminal = exec.terminal
        if exec.columns > 0, exec.rows > 0 {
            process.consoleSize = RuntimeSpec.ConsoleSize(height: UInt32(exec.rows), width: UInt32(exec.columns))
        }
        process.env = ProcessEnvironment(record, home: identity.home, exec: exec).variables
        process.user = RuntimeSpec.User(
            uid: identity.uid, gid: identity.gid, additionalGids: identity.additionalGroups)
        process.capabilities = try ProcessCapabilities(security, root: identity.uid == 0).sets
        process.noNewPrivileges = security.noNewPrivileges
        return process
    }
}
