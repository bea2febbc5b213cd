import Cgroups
import Linux
import OCI

extension ContainerRuntime {
    /// Creates a container, and with `request.start` runs its program; the first process is the caller's child.
    ///
    /// - Throws: `alreadyExists`; `invalidConfiguration`, naming the member; `commandNotFound` and
    ///   `commandNotExecutable` when it was to be started; `system`.
    package func create(_ request: CreateRequest) throws(RuntimeError) -> CreatedProcess {
        try SpecCheck(spec: request.spec).run()
        let directory = try StateDirectory(root: stateRoot, id: request.id)
        try directory.make()
        var begun: StateRecord?
        do {
            var request = request
            if request.hasNotifySocket { try NotifySocket.announce(in: directory, to: &request.spec) }
            let notifications = try request.start ? NotifySocket.listen(in: directory) : nil
            let creation = try ContainerCreation(request, directory, self)
            var process = try creation.run(&begun)
            process.notifications = notifications
            return process
        } catch {
            directory.remove()
            throw error.with(aftermath: begun?.runPoststopHooks() ?? [])
        }
    }
}
