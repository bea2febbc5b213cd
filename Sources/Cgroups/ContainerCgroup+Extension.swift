import Linux
package import OCI
import SystemPackage

extension ContainerCgroup {
    /// Makes directories of v1 that a later limit makes needed: a container is not placed in the hierarchies that
    /// nothing was asked of when it was created. Those that are always used are not among them: where a container is
    /// without one, it could not be had. Its processes are still to be moved: ``gather(from:)``.
    ///
    /// - Returns: the cgroup with them; `nil` when there are none to be made.
    package func extended(
        for resources: RuntimeSpec.Resources, in hierarchies: CgroupHierarchies
    ) throws(CgroupError) -> ContainerCgroup? {
        // A hierarchy of a manager of services, without controllers, may have it elsewhere.
        let path = placement.legacy.first { $0.controllers.contains { !$0.hasPrefix("name=") } }?.path
        guard !placement.isUnified, let path else { return nil }
        let present = Set(placement.legacy.flatMap(\.controllers))
        var added: [CgroupPlacement.Legacy] = []
        for hierarchy in hierarchies.legacy where present.isDisjoint(with: hierarchy.controllers) {
            let controllers = hierarchy.controllers
            guard !controllers.contains(where: { Controllers.legacy[$0]?.isAlwaysUsed == true }),
                try CgroupPlacement.isAsked(of: controllers, resources)
            else { continue }
            added.append(.init(controllers: controllers, mountpoint: hierarchy.mountpoint, path: path))
        }
        guard !added.isEmpty else { return nil }
        var extended = self
        extended.placement.legacy += added
        do throws(CgroupError) {
            for hierarchy in added { try create(hierarchy, resources) }
        } catch {
            extended.removeAdded(to: self)
            throw error
        }
        return extended
    }

    /// Moves the processes of `smaller`, which this cgroup extends, into what it has besides. What they fork meanwhile
    /// is where they are, so it ends when all that are there are known.
    package func gather(from smaller: ContainerCgroup) throws(CgroupError) {
        let added = directories.filter { !smaller.directories.contains($0) }
        var moved: Set<Int32> = []
        while true {
            let left = Set(try smaller.processes()).subtracting(moved)
            if left.isEmpty { return }
            for pid in left.sorted() {
                for directory in added { try Self.move(pid, to: directory) }
            }
            moved.formUnion(left)
        }
    }

    private static func move(_ pid: Int32, to directory: String) throws(CgroupError) {
        do { try CgroupFiles(directory: directory).write("\(pid)", to: "cgroup.procs") } catch
            where error.errno == .noSuchProcess
        {
        } catch {
            throw CgroupError("cgroup \(directory)", error)
        }
    }

    /// Removes what it has beyond `smaller`, while there is no process in it.
    private func removeAdded(to smaller: ContainerCgroup) {
        for directory in directories where !smaller.directories.contains(directory) {
            try? CgroupDirectory.remove(directory)
        }
    }
}
