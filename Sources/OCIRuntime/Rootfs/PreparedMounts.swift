import Linux
import OCI

/// Detached mounts that the parent opened for a child which has no right to them, or does not see them, by the index of
/// their plan.
final class PreparedMounts {
    private var raws: [Int: Int32] = [:]

    /// Opens the sources of all bind mounts; or only of those that map ids, by a process that is to be found in the
    /// caller's procfs.
    init(_ plans: [MountPlan], onlyMapped: Bool) throws(RuntimeError) {
        for (index, plan) in plans.enumerated() {
            guard case .bind = plan.source, plan.mapsIds || !onlyMapped else { continue }
            raws[index] = try MountSource.open(plan, mountLabel: nil).release()
        }
    }

    func take(_ index: Int) -> OwnedDescriptor? {
        raws.removeValue(forKey: index).map { OwnedDescriptor(owning: $0) }
    }

    deinit {
        for raw in raws.values { _ = OwnedDescriptor(owning: raw) }
    }
}
