import Linux

#if canImport(Glibc)
import Glibc
#endif

/// A head start for moving processes into cgroups of v1.
///
/// The kernel lets the first such move wait until every processor has passed a point of rest (the writer's side of
/// `cgroup_threadgroup_rwsem` in `kernel/cgroup/cgroup.c`), 5 to 20 ms; those that come within that time after it are
/// quick. A process that is cloned into a cgroup of v2 is not moved, so where v2 holds the controllers there is nothing
/// to wait for.
package enum MoveHeadStart {
    /// Moves the calling process to where it is, so that a move which follows soon need not wait. Blocks for that long.
    package static func take() throws(CgroupError) {
        let hierarchies = try CgroupHierarchies.detect()
        guard !hierarchies.isUnified, let own = hierarchies.legacy.first else { return }
        let path = own.ownPath == "/" ? "" : own.ownPath
        do { try SmallFile.write("\(getpid())", to: "\(own.mountpoint)\(path)/cgroup.procs") } catch {
            throw CgroupError("cgroup \(own.mountpoint)\(own.ownPath)", error)
        }
    }
}
