package import Cgroups
package import Linux

extension ContainerRuntime {
    /// The container's processes in the caller's pid namespace, those in cgroups of its own making too: none when it
    /// has stopped, unless it left some behind.
    ///
    /// - Throws: `notFound`.
    package func processes(id: String) throws(RuntimeError) -> [Int32] {
        let record = try StateDirectory(root: stateRoot, id: id).read()
        let processes = try inCgroups { () throws(CgroupError) in try record.cgroup.processes() }
        if !processes.isEmpty { return processes.sorted() }
        // Without a cgroup of its own, only the first process is known.
        return try ProcessIdentity.open(record) == nil ? [] : [record.pid]
    }

    /// What the container used so far.
    package func statistics(id: String) throws(RuntimeError) -> ContainerStatistics {
        let record = try running(id).record
        return ContainerStatistics(
            cgroup: record.cgroup.statistics(), details: record.cgroup.details(of: record.pid),
            shares: record.resourceControl.map { ShareStatistics($0) })
    }

    /// What tells of a container by becoming ready: that its first process has ended, and that memory ran out.
    package func watch(id: String) throws(RuntimeError) -> ContainerWatch {
        let container = try running(id)
        let events = try inCgroups { () throws(CgroupError) in try MemoryEvents(container.record.cgroup) }
        return ContainerWatch(process: container.takeProcess(), memory: events)
    }

    private func running(_ id: String) throws(RuntimeError) -> RunningContainer {
        let record = try StateDirectory(root: stateRoot, id: id).read()
        guard let process = try ProcessIdentity.open(record) else {
            throw RuntimeError(.notRunning, "container with id \(id) is not running")
        }
        return RunningContainer(record: record, process: process)
    }
}

package struct ContainerStatistics {
    package let cgroup: CgroupStatistics
    package let details: CgroupDetails
    /// `nil` for a container without `linux.intelRdt`.
    package let shares: ShareStatistics?
}

private struct RunningContainer: ~Copyable {
    let record: StateRecord
    let process: OwnedDescriptor

    consuming func takeProcess() -> OwnedDescriptor { process }
}

/// Descriptors to poll(2).
package struct ContainerWatch: ~Copyable {
    /// Of the first process: readable when it has ended.
    package let process: OwnedDescriptor
    package var memory: MemoryEvents
}
