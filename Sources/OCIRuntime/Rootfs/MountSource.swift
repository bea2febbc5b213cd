import Linux
import OCI
import SystemPackage

/// Turns a planned mount into a detached one, not yet attached anywhere.
enum MountSource {
    /// - Parameter mountLabel: SELinux's, for filesystems that are made.
    static func open(_ plan: MountPlan, mountLabel: String?) throws(RuntimeError) -> OwnedDescriptor {
        switch plan.source {
        case .bind(let path, let recursive): return try bind(plan, path, recursive)
        case .filesystem(let type, let source):
            return try doing("mounting \(type) on \(plan.destination)") { () throws(SystemCallError) in
                let context = try FilesystemContext(type)
                if !source.isEmpty { try context.set("source", source) }
                for option in plan.options.data { try set(option, context) }
                if let mountLabel, type != "proc" && type != "sysfs", SELinux.isEnabled {
                    try context.set("context", mountLabel)
                }
                return try context.mount(plan.options.set)
            }
        case .cgroup: throw .invalid("mounts", "the cgroup on '\(plan.destination)' is not mounted by itself")
        }
    }

    private static func set(
        _ option: String, _ context: borrowing FilesystemContext
    ) throws(SystemCallError) {
        guard let separator = option.firstIndex(of: "=") else {
            do throws(SystemCallError) { return try context.set(flag: option) } catch
                where error.errno == .invalidArgument && MountOptions.flagsOfEveryFilesystem.contains(option)
            { return }
        }
        try context.set(String(option[..<separator]), String(option[option.index(after: separator)...]))
    }

    private static func bind(
        _ plan: MountPlan, _ path: String, _ recursive: Bool
    ) throws(RuntimeError) -> OwnedDescriptor {
        let mount = try doing("bind source path \(path)") { () throws(SystemCallError) in
            try MountTree.clone(path, recursive: recursive)
        }
        if plan.mapsIds {
            try map(plan, mount.raw)
        }
        return mount
    }

    private static func map(_ plan: MountPlan, _ mount: Int32) throws(RuntimeError) {
        guard !plan.uidMappings.isEmpty, !plan.gidMappings.isEmpty else {
            throw .invalid("mounts", "'\(plan.destination)' is to map ids, but has no uidMappings and gidMappings")
        }
        let namespace = try UserNamespace.make(uid: plan.uidMappings, gid: plan.gidMappings)
        try doing("mapping ids of the mount on \(plan.destination)") { () throws(SystemCallError) in
            try MountTree.setAttributes(
                mount, set: .idMapped, userNamespace: namespace.raw, recursive: plan.options.idMap == .recursive)
        }
    }
}
