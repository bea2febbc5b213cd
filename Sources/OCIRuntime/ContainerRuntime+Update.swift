import Cgroups
package import OCI

extension ContainerRuntime {
    /// Changes the limits of a container that has not ended; those that are not named stay.
    ///
    /// - Parameter shares: of caches and memory bandwidth. A container that was created without gets a group for it.
    /// - Throws: `notFound`; `notRunning`; `invalidConfiguration`, naming the member.
    package func update(
        id: String, _ resources: RuntimeSpec.Resources, shares: RuntimeSpec.IntelRdt? = nil
    ) throws(RuntimeError) {
        let directory = try StateDirectory(root: stateRoot, id: id)
        let record = try directory.read()
        guard try ProcessIdentity.open(record) != nil else {
            throw RuntimeError(.notRunning, "container not running")
        }
        if let shares { try update(shares, record, directory) }
        let cgroup = try extend(record, for: resources, directory)
        try inCgroups { () throws(CgroupError) in try cgroup.update(resources) }
    }

    /// The container's cgroup, in the hierarchies of v1 too that it was not placed in before `resources` asked for it.
    private func extend(
        _ record: StateRecord, for resources: RuntimeSpec.Resources, _ directory: StateDirectory
    ) throws(RuntimeError) -> ContainerCgroup {
        let smaller = record.cgroup
        guard !smaller.placement.isUnified else { return smaller }
        let extended = try inCgroups { () throws(CgroupError) in
            try smaller.extended(for: resources, in: .detect())
        }
        guard let extended else { return smaller }
        // What is recorded is removed with the container, whatever becomes of this.
        var record = try directory.read()
        record.cgroup = extended
        try directory.write(record)
        try inCgroups { () throws(CgroupError) in try extended.gather(from: smaller) }
        return extended
    }

    func update(
        _ shares: RuntimeSpec.IntelRdt, _ record: StateRecord, _ directory: StateDirectory,
        in mount: ResctrlMount = ResctrlMount()
    ) throws(RuntimeError) {
        try mount.check(shares)
        if let control = record.resourceControl { return try control.update(shares, in: mount) }
        var record = record
        let control = try ResourceControl(shares, container: record.id, in: mount)
        do {
            try control.place(
                all: { () throws(RuntimeError) in
                    let processes = try inCgroups { () throws(CgroupError) in try record.cgroup.processes() }
                    return Set(processes).union([record.pid])
                }, in: mount)
            record.resourceControl = control
            try directory.write(record)
        } catch {
            control.remove(from: mount)
            throw error
        }
    }
}
