#if canImport(Glibc)
import Glibc
#endif

extension ContainerCgroup {
    /// The cgroup of a container that another process made: those directories of `placement` that are there. The v2
    /// hierarchy beside v1 is left out of a container's cgroup where it may not be written.
    ///
    /// - Returns: `nil` when none is there: the container has ended.
    package init?(existing placement: CgroupPlacement) {
        var placement = placement
        placement.legacy.removeAll { !Self.isThere($0.directory) }
        placement.unified = placement.unified.flatMap { Self.isThere($0) ? $0 : nil }
        if placement.legacy.isEmpty, placement.unified == nil { return nil }
        self.init(placement)
    }

    private static func isThere(_ directory: String) -> Bool { access(directory, F_OK) == 0 }
}
