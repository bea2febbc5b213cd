package import OCI

/// Which directories make up a container's cgroup: computed, so that nothing is made to know it.
package struct CgroupPlacement: Equatable, Sendable {
    package struct Legacy: Equatable, Sendable {
        package var controllers: [String]
        package var mountpoint: String
        /// Below the mount point.
        package var path: String
        package var directory: String { mountpoint + path }
    }

    /// The hierarchies of v1 that the container is placed in.
    package var legacy: [Legacy]
    /// The directory of the v2 hierarchy, without limits of its own unless `isUnified`.
    package var unified: String?
    package var unifiedMountpoint: String?
    package var isUnified: Bool
    /// Whose cgroup it is, where systemd makes it.
    package var unit: SystemdUnit?

    /// - Parameters:
    ///   - path: `linux.cgroupsPath`: absolute is below the root of each hierarchy, relative below the caller's own
    ///     cgroup; `nil` is `id` there.
    ///   - resources: decides about the hierarchies of v1 that only a limit makes needed.
    package init(
        path: String?, id: String, resources: RuntimeSpec.Resources, in hierarchies: CgroupHierarchies
    ) throws(CgroupError) {
        let path = path.flatMap { $0.isEmpty ? nil : $0 } ?? id
        isUnified = hierarchies.isUnified
        unifiedMountpoint = hierarchies.unified?.mountpoint
        unified = try hierarchies.unified.map { hierarchy throws(CgroupError) in
            hierarchy.mountpoint + (try Self.resolve(path, from: hierarchy.ownPath))
        }
        legacy = []
        for hierarchy in hierarchies.legacy where try Self.isNeeded(hierarchy.controllers, for: resources) {
            let path = try Self.resolve(path, from: hierarchy.ownPath)
            legacy.append(.init(controllers: hierarchy.controllers, mountpoint: hierarchy.mountpoint, path: path))
        }
    }

    /// The cgroup of a unit of systemd's.
    ///
    /// - Parameter path: `slice:prefix:name`.
    package init(
        systemdPath path: String?, id: String, resources: RuntimeSpec.Resources, in hierarchies: CgroupHierarchies
    ) throws(CgroupError) {
        let unit = try SystemdUnit(cgroupsPath: path, container: id)
        try self.init(path: try unit.cgroupPath(), id: id, resources: resources, in: hierarchies)
        self.unit = unit
    }

    /// The directory whose files tell of `controller`.
    package func directory(of controller: String) -> String? {
        isUnified ? unified : legacy.first { $0.controllers.contains(controller) }?.directory
    }

    private static func isNeeded(
        _ controllers: [String], for resources: RuntimeSpec.Resources
    ) throws(CgroupError) -> Bool {
        for name in controllers {
            if name.hasPrefix("name=") { return true }
            if Controllers.legacy[name]?.isAlwaysUsed == true { return true }
        }
        return try isAsked(of: controllers, resources)
    }

    static func isAsked(
        of controllers: [String], _ resources: RuntimeSpec.Resources
    ) throws(CgroupError) -> Bool {
        for name in controllers {
            guard let controller = Controllers.legacy[name] else { continue }
            if try !controller.settings(for: resources).isEmpty { return true }
        }
        return false
    }

    /// A path that begins with a slash, and stays where it is.
    private static func resolve(_ path: String, from own: String) throws(CgroupError) -> String {
        let components = path.split(separator: "/")
        guard !components.isEmpty, !components.contains(".."), !components.contains("."), !path.contains("\0") else {
            throw CgroupError(.invalidValue, "linux.cgroupsPath: '\(path)' is no path of a cgroup")
        }
        let joined = "/" + components.joined(separator: "/")
        return path.hasPrefix("/") || own == "/" ? joined : own + joined
    }
}
