import Cgroups
import Linux
import OCI
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// The container's view of its cgroup, usually on `/sys/fs/cgroup`.
struct CgroupMount {
    let root: Int32
    let placement: CgroupPlacement
    /// Whether the caller has a cgroup namespace of its own, so that a mount of the hierarchy begins at its cgroup.
    let hasNamespace: Bool

    func attach(_ plan: MountPlan) throws(RuntimeError) {
        try doing("mounting the cgroup on \(plan.destination)") { () throws(SystemCallError) in
            let target = try MountTarget.open(plan.destination, in: root, orMake: .directory)
            let mount =
                try placement.isUnified ? attachUnified(plan, to: target.raw) : attachLegacy(plan, to: target.raw)
            for propagation in plan.options.propagation {
                try MountTree.setAttributes(mount.raw, propagation: propagation.kind, recursive: propagation.recursive)
            }
        }
    }

    private func attachUnified(_ plan: MountPlan, to target: Int32) throws(SystemCallError) -> OwnedDescriptor {
        let mount = try unified(plan)
        try MountTree.attach(mount.raw, to: target)
        return mount
    }

    private func unified(_ plan: MountPlan) throws(SystemCallError) -> OwnedDescriptor {
        guard !hasNamespace, let directory = placement.unified else {
            return try FilesystemContext("cgroup2").mount(plan.options.set)
        }
        return try bound(directory, plan)
    }

    private func bound(_ directory: String, _ plan: MountPlan) throws(SystemCallError) -> OwnedDescriptor {
        let mount = try MountTree.clone(directory)
        try MountTree.setAttributes(
            mount.raw, set: plan.options.set, clear: plan.options.clear, propagation: .private)
        return mount
    }

    /// A tmpfs with a directory for each hierarchy of v1, and links for controllers that share one.
    private func attachLegacy(_ plan: MountPlan, to target: Int32) throws(SystemCallError) -> OwnedDescriptor {
        let context = try FilesystemContext("tmpfs")
        try context.set("mode", "755")
        let directory = try context.mount(plan.options.set.subtracting(.readOnly))
        try MountTree.attach(directory.raw, to: target)
        for hierarchy in placement.legacy {
            let name = String(hierarchy.mountpoint.split(separator: "/").last ?? "")
            let mount = try hasNamespace ? legacy(hierarchy, plan) : bound(hierarchy.directory, plan)
            try attach(mount.raw, name, in: directory.raw)
            for controller in hierarchy.controllers where controller != name && !controller.hasPrefix("name=") {
                try systemCall("symlinkat", controller) { symlinkat(name, directory.raw, controller) }
            }
        }
        if placement.unified != nil, hasNamespace {
            let mount = try FilesystemContext("cgroup2").mount(plan.options.set)
            try attach(mount.raw, "unified", in: directory.raw)
        }
        if plan.options.set.contains(.readOnly) { try MountTree.setAttributes(directory.raw, set: .readOnly) }
        return directory
    }

    private func legacy(
        _ hierarchy: CgroupPlacement.Legacy, _ plan: MountPlan
    ) throws(SystemCallError) -> OwnedDescriptor {
        let context = try FilesystemContext("cgroup")
        for controller in hierarchy.controllers {
            if controller.hasPrefix("name=") {
                try context.set(flag: "none")
                try context.set("name", String(controller.dropFirst(5)))
            } else {
                try context.set(flag: controller)
            }
        }
        return try context.mount(plan.options.set)
    }

    private func attach(_ mount: Int32, _ name: String, in directory: Int32) throws(SystemCallError) {
        try systemCall("mkdirat", name) { mkdirat(directory, name, 0o755) }
        let target = try OwnedDescriptor.open(name, at: directory, OpenFlags.path)
        try MountTree.attach(mount, to: target.raw)
    }
}
