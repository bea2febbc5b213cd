import Cgroups
import OCI

extension ContainerRuntime {
    /// Stops every process of a running container, or of one that waits for its start, until ``resume(id:)``.
    package func pause(id: String) throws(RuntimeError) { try setFrozen(true, id, from: [.running, .created]) }

    package func resume(id: String) throws(RuntimeError) { try setFrozen(false, id, from: [.paused]) }

    private func setFrozen(_ frozen: Bool, _ id: String, from: [RuntimeState.Status]) throws(RuntimeError) {
        let directory = try StateDirectory(root: stateRoot, id: id)
        let record = try directory.read()
        let status = try status(record, directory)
        guard from.contains(status) else {
            throw RuntimeError(.notRunning, "container not \(from[0].rawValue)")
        }
        try inCgroups { () throws(CgroupError) in try record.cgroup.setFrozen(frozen) }
    }
}
