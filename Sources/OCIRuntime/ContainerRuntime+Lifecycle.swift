import Cgroups
package import Linux
package import OCI
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

extension ContainerRuntime {
    /// The socket that the container's program tells of itself by, to be asked for before the start.
    ///
    /// - Returns: `nil` where it was created without one.
    /// - Throws: `notFound`.
    package func notifications(id: String) throws(RuntimeError) -> OwnedDescriptor? {
        let directory = try StateDirectory(root: stateRoot, id: id)
        _ = try directory.read()
        return try NotifySocket.listen(in: directory)
    }

    /// Lets a created container execute its program.
    ///
    /// - Throws: `notFound`; `notRunning` when it is not waiting to be started; `commandNotFound` and
    ///   `commandNotExecutable`; `system` where a poststart hook failed, and the container is gone.
    package func start(id: String) throws(RuntimeError) {
        let directory = try StateDirectory(root: stateRoot, id: id)
        let record = try directory.read()
        // It would not answer.
        if record.cgroup.isFrozen() {
            throw RuntimeError(.notRunning, "cannot start \(Self.whyNoStart(of: .paused))")
        }
        let connection: OwnedDescriptor
        do { connection = try StartSocket.start(at: directory.startSocket) } catch {
            let status = try status(record, directory)
            throw RuntimeError(.notRunning, "cannot start \(Self.whyNoStart(of: status))", cause: error)
        }
        unlink(directory.startSocket)
        var unused: OwnedDescriptor?
        try ChildWatch(channel: connection.raw, pidfd: -1).followUntilStarted(terminal: &unused) {
        } listener: { descriptor throws(RuntimeError) in
            try record.shared?.listener?.send(descriptor, pid: record.pid, record.state(.created))
        }
        do throws(RuntimeError) {
            try HookRunner.run(record.poststart, "poststart", record.state(.running), in: record.bundle)
        } catch {
            throw destroy(id, after: error)
        }
    }

    /// `runtime.md`, section "Lifecycle", stops and destroys a container whose hooks fail, though its program runs.
    private func destroy(_ id: String, after error: RuntimeError) -> RuntimeError {
        do throws(RuntimeError) { return error.with(aftermath: try delete(id: id, force: true)) } catch let failure {
            return error.with(aftermath: [failure])
        }
    }

    private static func whyNoStart(of status: RuntimeState.Status) -> String {
        switch status {
        case .stopped: "a container that has stopped"
        case .running: "an already running container"
        default: "a container in the \(status.rawValue) state"
        }
    }

    /// Sends a signal to the first process, or with `all` to every process.
    ///
    /// - Throws: `notFound`; `notRunning` when the container has stopped.
    package func kill(id: String, signal: Int32, all: Bool) throws(RuntimeError) {
        let record = try StateDirectory(root: stateRoot, id: id).read()
        if all {
            try inCgroups { () throws(CgroupError) in try record.cgroup.signalAll(signal) }
        } else {
            try signalFirst(signal, record)
        }
        if signal == SIGKILL { try inCgroups { () throws(CgroupError) in try record.cgroup.releaseKilled() } }
    }

    private func signalFirst(_ signal: Int32, _ record: StateRecord) throws(RuntimeError) {
        guard let process = try ProcessIdentity.open(record) else {
            throw RuntimeError(.notRunning, "container not running")
        }
        do { try ProcessDescriptor.signal(process.raw, signal) } catch  where error.errno == .noSuchProcess {
            throw RuntimeError(.notRunning, "container not running", cause: error)
        } catch {
            throw RuntimeError("container \(record.id)", error)
        }
    }

    /// - Throws: `notFound`.
    package func state(id: String) throws(RuntimeError) -> RuntimeState {
        let directory = try StateDirectory(root: stateRoot, id: id)
        let record = try directory.read()
        return record.state(try status(record, directory))
    }

    /// Removes the cgroup and the record of a container that has stopped; with `force` kills it first, and a container
    /// that is not there is no error.
    ///
    /// - Returns: why poststop hooks failed, which holds nothing up: `runtime.md`, section "Lifecycle", has it logged.
    /// - Throws: `notFound`; `notRunning` when it has not stopped.
    @discardableResult
    package func delete(id: String, force: Bool) throws(RuntimeError) -> [RuntimeError] {
        let directory = try StateDirectory(root: stateRoot, id: id)
        let record: StateRecord
        do { record = try directory.read() } catch  where force && error.code == .notFound {
            // A creation that was cut off may have left its directory, and its cgroups.
            try inCgroups { () throws(CgroupError) in try ContainerCgroup.clear(directory.announced()) }
            directory.remove()
            return []
        }
        let status = try status(record, directory)
        guard status == .stopped || status == .created || force else {
            throw RuntimeError(.notRunning, "cannot delete container \(id) that is not stopped: \(status.rawValue)")
        }
        if let process = try ProcessIdentity.open(record) { try end(process.raw, record) }
        try inCgroups { () throws(CgroupError) in
            try record.cgroup.killAll()
            try record.cgroup.remove()
        }
        record.resourceControl?.remove()
        record.sharedRoot?.remove()
        directory.remove()
        return record.runPoststopHooks()
    }

    private func end(_ process: Int32, _ record: StateRecord) throws(RuntimeError) {
        if record.cgroup.isFrozen() { try inCgroups { () throws(CgroupError) in try record.cgroup.setFrozen(false) } }
        try doing("container \(record.id)") { () throws(SystemCallError) in
            do throws(SystemCallError) { try ProcessDescriptor.signal(process, SIGKILL) } catch
                where error.errno == .noSuchProcess
            {}
            guard try ProcessDescriptor.waitForEnd(process, timeout: 10_000) else {
                throw SystemCallError("poll", "its first process does not end when killed", errno: .timedOut)
            }
        }
    }

    func status(_ record: StateRecord, _ directory: StateDirectory) throws(RuntimeError) -> RuntimeState.Status {
        guard try ProcessIdentity.open(record) != nil else { return .stopped }
        if record.cgroup.isFrozen() { return .paused }
        return access(directory.startSocket, F_OK) == 0 ? .created : .running
    }
}
