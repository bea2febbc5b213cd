import Linux
import OCI

/// Detached mounts that are opened before their turn, by the index of their plan: by the parent for a child which has
/// no right to them, or does not see them, and by the child before the container's root covers its `/`.
final class PreparedMounts {
    private var raws: [Int: Int32] = [:]

    /// Opens the sources of all bind mounts; or only of those that map ids, by a process that is to be found in the
    /// caller's procfs.
    init(_ plans: [MountPlan], onlyMapped: Bool) throws(RuntimeError) {
        for (index, plan) in plans.enumerated() where plan.mapsIds || !onlyMapped {
            try openBind(plan, index)
        }
    }

    /// Opens those of the caller's `/` with all that is mounted beneath, which the container's root is about to be. All
    /// others are opened when their turn comes, since the kernel lists mounts in the order in which they were made.
    func openBindsOfRoot(_ plans: [MountPlan]) throws(RuntimeError) {
        for (index, plan) in plans.enumerated() where raws[index] == nil && Self.isOfRoot(plan) {
            try openBind(plan, index)
        }
    }

    private static func isOfRoot(_ plan: MountPlan) -> Bool {
        guard case .bind(let path, recursive: true) = plan.source, let root = try? FileStatus(of: "/"),
            let source = try? FileStatus(of: path)
        else { return false }
        return source.filesystem == root.filesystem && source.inode == root.inode
    }

    private func openBind(_ plan: MountPlan, _ index: Int) throws(RuntimeError) {
        guard case .bind = plan.source else { return }
        raws[index] = try MountSource.open(plan, mountLabel: nil).release()
    }

    func take(_ index: Int) -> OwnedDescriptor? {
        raws.removeValue(forKey: index).map { OwnedDescriptor(owning: $0) }
    }

    deinit {
        for raw in raws.values { _ = OwnedDescriptor(owning: raw) }
    }
}
