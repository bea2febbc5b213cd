import Linux
import OCI

/// Detached mounts that the parent opened for its child, by the index of their plan.
final class PreparedMounts {
    private var raws: [Int: Int32] = [:]

    /// Opens the sources of all bind mounts.
    init(_ plans: [MountPlan]) throws(RuntimeError) {
        for (index, plan) in plans.enumerated() {
            guard case .bind = plan.source else { continue }
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
