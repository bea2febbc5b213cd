import Linux
import OCI

extension ContainerSetup {
    /// Who gets the container's cgroup, in the caller's ids: the program's user, where the cgroup is mounted to be
    /// written, and begins a cgroup namespace. See runtime-spec, `config-linux.md`, "Cgroup ownership".
    ///
    /// An ordinary user has its own cgroups anyway, and can give none away.
    var cgroupOwner: UInt32? {
        guard EffectiveUser.isRoot, namespaces.created.contains(.cgroup), mounts.contains(where: \.isWritableCgroup)
        else { return nil }
        let user = process.user?.uid ?? 0
        guard hasUserNamespace else { return user }
        return linux.uidMappings?.lazy.compactMap { $0.hostID(of: user) }.first
    }
}

extension MountPlan {
    fileprivate var isWritableCgroup: Bool {
        source == .cgroup && destination == "/sys/fs/cgroup" && !options.set.contains(.readOnly)
    }
}

extension RuntimeSpec.IDMapping {
    fileprivate func hostID(of id: UInt32) -> UInt32? {
        guard id >= containerID, id - containerID < size else { return nil }
        let (hostID, isTooLarge) = hostID.addingReportingOverflow(id - containerID)
        return isTooLarge ? nil : hostID
    }
}
