package import Linux
package import OCI
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A container's cgroup in all the hierarchies that it is in.
///
/// Its life: ``checkUnused()``, ``createUnified(_:)`` and ``createLegacy(_:)`` before the container's first process,
/// which clone3(2) puts into the directory of v2, and which enters those of v1 itself: ``entrance()``. ``remove()``
/// ends it; a half-made one too. Any number of values may stand for the same cgroup; nothing is kept in memory.
package struct ContainerCgroup: Equatable, Sendable {
    package internal(set) var placement: CgroupPlacement

    package init(_ placement: CgroupPlacement) {
        self.placement = placement
    }

    /// Makes the directory of v2, with the limits where v2 has the controllers.
    ///
    /// - Returns: the directory, to be given to clone3(2); `nil` where there is none, or where v2 is only a
    ///   companion of v1 that may not be written.
    package mutating func createUnified(
        _ resources: RuntimeSpec.Resources, _ permissions: CgroupPermissions = .needed
    ) throws(CgroupError) -> OwnedDescriptor? {
        guard let directory = placement.unified, let mountpoint = placement.unifiedMountpoint else { return nil }
        let path = String(directory.dropFirst(mountpoint.count))
        do {
            if placement.isUnified {
                try UnifiedLimits.create(path, below: mountpoint, resources, permissions)
            } else {
                try CgroupDirectory.create(path, below: mountpoint)
                try UnifiedLimits.applyCompanion(path, below: mountpoint, resources)
            }
        } catch  where permissions.canDoWithout(error) || !placement.isUnified && error.cause?.call == "mkdir" {
            if placement.isUnified { try Controllers.checkNothingAsked(resources, Controllers.unified) }
            placement.unified = nil
            return nil
        }
        do { return try OwnedDescriptor.open(directory, O_RDONLY | O_DIRECTORY) } catch {
            throw CgroupError("cgroup \(directory)", error)
        }
    }

    /// Makes the directories of v1, with their limits. Hierarchies that may not be written, and that no limit asks for,
    /// are left out of the container's cgroup where that can be done without.
    package mutating func createLegacy(
        _ resources: RuntimeSpec.Resources, _ permissions: CgroupPermissions = .needed
    ) throws(CgroupError) {
        guard !placement.isUnified else { return }
        if resources.unified?.isEmpty == false {
            throw CgroupError(.unsupported, "linux.resources.unified: this machine's controllers are of cgroup v1")
        }
        let present = Set(placement.legacy.flatMap(\.controllers)).union(companions(resources))
        try Controllers.check(resources, Controllers.legacy, present: present)
        var kept: [CgroupPlacement.Legacy] = []
        for hierarchy in placement.legacy {
            do {
                try create(hierarchy, resources)
                kept.append(hierarchy)
            } catch  where permissions.canDoWithout(error) {
                try Controllers.checkNothingAsked(
                    resources, Controllers.legacy.filter { hierarchy.controllers.contains($0.key) })
            }
        }
        placement.legacy = kept
    }

    /// Controllers that are v2's beside v1, when something is asked of them.
    func companions(_ resources: RuntimeSpec.Resources) -> Set<String> {
        guard let mountpoint = placement.unifiedMountpoint, placement.unified != nil,
            UnifiedLimits.asksCompanions(resources)
        else { return [] }
        return UnifiedLimits.controllers(of: mountpoint)
    }

    func create(
        _ hierarchy: CgroupPlacement.Legacy, _ resources: RuntimeSpec.Resources
    ) throws(CgroupError) {
        let isCPUSet = hierarchy.controllers.contains(CPUSetV1.name)
        try CgroupDirectory.create(hierarchy.path, below: hierarchy.mountpoint) { directory throws(CgroupError) in
            if isCPUSet { try CPUSetV1.inherit(directory) }
        }
        try Self.apply(resources, hierarchy)
    }

    static func apply(
        _ resources: RuntimeSpec.Resources, _ hierarchy: CgroupPlacement.Legacy
    ) throws(CgroupError) {
        let files = CgroupFiles(directory: hierarchy.directory)
        for name in hierarchy.controllers {
            try files.write(try Controllers.legacy[name]?.settings(for: resources) ?? [])
        }
    }

    /// Cgroups of the container's own making, beneath its own.
    ///
    /// - Parameter paths: by controller; `""` is every hierarchy. They must be there.
    package func beneath(_ paths: [String: String]) throws(CgroupError) -> ContainerCgroup {
        guard !paths.isEmpty else { return self }
        var placement = placement
        for (controller, path) in paths {
            let part = "/" + path.split(separator: "/").joined(separator: "/")
            let indices = placement.legacy.indices.filter {
                controller.isEmpty || placement.legacy[$0].controllers.contains(controller)
            }
            let isUnified = controller.isEmpty && placement.isUnified
            guard !indices.isEmpty || isUnified, !part.split(separator: "/").contains("..") else {
                throw CgroupError(.invalidValue, "there is no cgroup '\(path)' of the controller '\(controller)'")
            }
            for index in indices { placement.legacy[index].path += part }
            if isUnified { placement.unified? += part }
        }
        return ContainerCgroup(placement)
    }

    /// The way into the hierarchies of v1, for a process to be cloned.
    package func entrance() throws(CgroupError) -> CgroupEntrance {
        do { return try CgroupEntrance(placement.legacy.map(\.directory)) } catch {
            throw CgroupError("container's cgroup", error)
        }
    }

    /// Moves a process of another's making into all of the container's directories.
    package func add(_ pid: Int32) throws(CgroupError) {
        try addToUnified(pid)
        for hierarchy in placement.legacy {
            do { try CgroupFiles(directory: hierarchy.directory).write("\(pid)", to: "cgroup.procs") } catch {
                throw CgroupError("cgroup \(hierarchy.directory)", error)
            }
        }
    }

    /// Moves a process into the directory of v2, where clone3(2) could not put it there.
    package func addToUnified(_ pid: Int32) throws(CgroupError) {
        guard let directory = placement.unified else { return }
        do { try CgroupFiles(directory: directory).write("\(pid)", to: "cgroup.procs") } catch {
            throw CgroupError("cgroup \(directory)", error)
        }
    }

    /// All that it is made of.
    package var directories: [String] {
        placement.legacy.map(\.directory) + [placement.unified].compactMap(\.self)
    }

    /// Ends what is left in directories that were a container's, and removes them.
    package static func clear(_ directories: [String]) throws(CgroupError) {
        for directory in directories {
            while true {
                let left = try processes(in: directory)
                if left.isEmpty { break }
                for pid in left { try end(pid) }
            }
            do { try CgroupDirectory.remove(directory) } catch { throw CgroupError("cgroup \(directory)", error) }
        }
    }

    private static func end(_ pid: Int32) throws(CgroupError) {
        do throws(SystemCallError) {
            let process = try ProcessDescriptor.open(pid)
            try ProcessDescriptor.signal(process.raw, SIGKILL)
            guard try ProcessDescriptor.waitForEnd(process.raw, timeout: 10_000) else {
                throw SystemCallError("poll", "process \(pid) does not end when killed", errno: .timedOut)
            }
        } catch  where error.errno == .noSuchProcess {
        } catch {
            throw CgroupError("container's process", error)
        }
    }

    /// Removes the directories, with those that the container made beneath.
    ///
    /// - Throws: `EBUSY` when there are processes left.
    package func remove() throws(CgroupError) {
        if let unit = placement.unit { try unit.stop() }
        for directory in directories {
            do { try CgroupDirectory.remove(directory) } catch { throw CgroupError("cgroup \(directory)", error) }
        }
    }
}
