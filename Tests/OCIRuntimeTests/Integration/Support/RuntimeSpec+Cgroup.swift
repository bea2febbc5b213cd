import OCI

extension RuntimeSpec {
    /// Sets the options of the mount of the container's cgroup.
    mutating func mountCgroup(_ options: String...) {
        for index in mounts?.indices ?? 0..<0 where mounts?[index].destination == "/sys/fs/cgroup" {
            mounts?[index].options = options
        }
    }
}
