package import Linux
package import OCI

#if canImport(Glibc)
import Glibc
#endif

/// A container's cgroup in all the hierarchies that it is in.
///
/// Its life: ``checkUnused()``, ``createUnified(_:)`` and ``createLegacy(_:)`` before the container's first process,
/// which clone3(2) puts into the directory of v2, and which enters those of v1 itself: ``entrance()``. ``remove()``
/// ends it; a half-made one too. Any number of values may stand for the same cgroup; nothing is kept in memory.
package struct ContainerCgroup: Codable, Equatable, Sendable {
    package internal(set) var placement: CgroupPlacement

    package init(_ placement: CgroupPlacement) {
        self.placement = placement
    }

    /// Makes the directory of v2, with the limits where v2 has the controllers.
    ///
    /// - Returns: the directory, to be given to clone3(2); `nil` where there is none, or where v2 is only a
    ///   companion of v1 that may not be written.
    package mutating func createUnified(
        _ resources: RuntimeSpec.Resources
    ) throws(CgroupError) -> OwnedDescriptor? {
        guard let directory = placement.unified, let mountpoint = placement.unifiedMountpoint else { return nil }
        let path = String(directory.dropFirst(mountpoint.count))
        if placement.isUnified {
            try UnifiedLimits.create(path, below: mountpoint, resources)
        } else {
            do { try CgroupDirectory.create(path, below: mountpoint) } catch {
                placement.unified = nil
                return nil
            }
        }
        do { return try OwnedDescriptor.open(directory, O_RDONLY | O_DIRECTORY) } catch {
            throw CgroupError("cgroup \(directory)", error)
        }
    }

    /// Makes the directories of v1, with their limits.
    package func createLegacy(_ resources: RuntimeSpec.Resources) throws(CgroupError) {
        guard !placement.isUnified else { return }
        if resources.unified?.isEmpty == false {
            throw CgroupError(.unsupported, "linux.resources.unified: this machine's controllers are of cgroup v1")
        }
        let present = Set(placement.legacy.flatMap(\.controllers))
        try Controllers.check(resources, Controllers.legacy, present: present)
        for hierarchy in placement.legacy {
            let isCPUSet = hierarchy.controllers.contains(CPUSetV1.name)
            try CgroupDirectory.create(hierarchy.path, below: hierarchy.mountpoint) { directory throws(CgroupError) in
                if isCPUSet { try CPUSetV1.inherit(directory) }
            }
            let files = CgroupFiles(directory: hierarchy.directory)
            for name in hierarchy.controllers {
                for setting in try Controllers.legacy[name]?.settings(for: resources) ?? [] { try files.write(setting) }
            }
        }
    }

    /// The way into the hierarchies of v1, for a process to be cloned.
    package func entrance() throws(CgroupError) -> CgroupEntrance {
        do { return try CgroupEntrance(placement.legacy.map(\.directory)) } catch {
            throw CgroupError("container's cgroup", error)
        }
    }

    /// Moves a process into the directory of v2, where clone3(2) could not put it there.
    package func addToUnified(_ pid: Int32) throws(CgroupError) {
        guard let directory = placement.unified else { return }
        do { try CgroupFiles(directory: directory).write("\(pid)", to: "cgroup.procs") } catch {
            throw CgroupError("cgroup \(directory)", error)
        }
    }

    /// Removes the directories, with those that the container made beneath.
    ///
    /// - Throws: `EBUSY` when there are processes left.
    package func remove() throws(CgroupError) {
        for directory in placement.legacy.map(\.directory) + [placement.unified].compactMap(\.self) {
            do { try CgroupDirectory.remove(directory) } catch { throw CgroupError("cgroup \(directory)", error) }
        }
    }
}
