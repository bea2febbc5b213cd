package import Cgroups

/// How containers get their cgroups.
package struct CgroupPolicy: Sendable {
    /// Whether systemd makes them: `linux.cgroupsPath` is then `slice:prefix:name`.
    package var usesSystemd = false
    /// Whether a container may be without cgroups that may not be made.
    package var permissions = CgroupPermissions.automatic

    package init(usesSystemd: Bool = false, permissions: CgroupPermissions = .automatic) {
        self.usesSystemd = usesSystemd
        self.permissions = permissions
    }
}

/// Creates containers, and acts on those that are there: runtime-spec, `runtime.md`, "Lifecycle".
///
/// A container is *created* when its namespaces, mounts and cgroup are made and its first process waits in them;
/// ``start(id:)`` lets that process execute the program, and `create` with `start: true` does both in one go. It is
/// *stopped* when the process has ended, which its parent (the caller of `create`) waits for and reaps.
/// ``delete(id:force:)`` removes what is left: the cgroup and the record below the state root. The mounts go by
/// themselves, with the namespace that alone holds them. A `create` that fails leaves nothing behind.
///
/// All calls block. Those that make processes fork the caller, which must be single-threaded: see `cloneProcess`.
///
/// The caller's program must not be writable through the container (CVE-2019-5736): it marks itself
/// undumpable before the first process enters a container, and never executes a program of the host's inside. See also
/// ``ReadOnlyExecutable``.
package struct ContainerRuntime: Sendable {
    /// Absolute; one directory a container, made on demand.
    let stateRoot: String
    let cgroups: CgroupPolicy

    package init(stateRoot: String, cgroups: CgroupPolicy = CgroupPolicy()) {
        self.stateRoot = stateRoot
        self.cgroups = cgroups
    }
}
