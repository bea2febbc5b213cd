import Cgroups
import Linux
import OCI

extension ContainerRuntime {
    /// Starts another process in a container: the caller's child, in the container's namespaces and cgroup, under its
    /// filter of system calls, with the rights that `request.process` names.
    ///
    /// - Throws: `notFound`; `notRunning`; `commandNotFound` and `commandNotExecutable`.
    package func exec(_ request: ExecProcessRequest) throws(RuntimeError) -> CreatedProcess {
        try ProcessCheck(request.process).run()
        let directory = try StateDirectory(root: stateRoot, id: request.id)
        let record = try directory.read()
        guard let container = try ProcessIdentity.open(record) else {
            throw RuntimeError(.notRunning, "cannot exec in a stopped container")
        }
        if !request.ignoresPause, record.cgroup.isFrozen() {
            throw RuntimeError(.notRunning, "cannot exec in a paused container (use --ignore-paused to override)")
        }
        let filter = record.isFiltered ? try SeccompCache.load(directory.filter) : nil
        // Who is not root has no right to the namespaces of a process that is not dumpable; a started one is.
        let held = EffectiveUser.isRoot ? nil : try? StartSocket.namespaces(at: directory.startSocket)
        let execution = try ProcessExecution(request, record, container: container, seccomp: filter, held: held)
        return try execution.run()
    }
}
