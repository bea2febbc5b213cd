import Cgroups

extension ContainerRecord {
    /// What the runtime is given as `linux.cgroupsPath`.
    var cgroupPath: String { "\(CgroupParent.path)/\(id)" }

    /// The container's cgroup, where the runtime put it. Blocking.
    ///
    /// - Returns: `nil` when there is none: the container does not run.
    func cgroup() throws(CgroupError) -> ContainerCgroup? {
        let placement = try CgroupPlacement(
            path: cgroupPath, id: id, resources: ResourceLimits(configuration).resources, in: .detect())
        return ContainerCgroup(existing: placement)
    }
}
