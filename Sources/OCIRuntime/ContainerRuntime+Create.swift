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
        do {
            let creation = try ContainerCreation(request, directory, self)
            return try creation.run()
        } catch {
            directory.remove()
            throw error
        }
    }
}
