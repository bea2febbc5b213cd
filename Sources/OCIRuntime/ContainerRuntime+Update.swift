import Cgroups
package import OCI

extension ContainerRuntime {
    /// Changes the limits of a container that has not ended; those that `resources` does not name stay.
    ///
    /// - Throws: `notFound`; `notRunning`; `invalidConfiguration`, naming the member.
    package func update(id: String, _ resources: RuntimeSpec.Resources) throws(RuntimeError) {
        let record = try StateDirectory(root: stateRoot, id: id).read()
        guard try ProcessIdentity.open(record) != nil else {
            throw RuntimeError(.notRunning, "container not running: \(id)")
        }
        try inCgroups { () throws(CgroupError) in try record.cgroup.update(resources) }
    }
}
