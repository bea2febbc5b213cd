import Glibc
import Linux

/// Where this machine has the v2 hierarchy of cgroups, alone or beside v1.
enum UnifiedHierarchy {
    static let mountpoint = ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"].first {
        access("\($0)/cgroup.controllers", F_OK) == 0
    }

    /// Whether the machine has no cgroups of v1, so that limits are v2's.
    static let isAlone = mountpoint == "/sys/fs/cgroup"

    static let controllers =
        mountpoint.flatMap { try? SmallFile.read("\($0)/cgroup.controllers") }?.split { $0.isWhitespace }.map(
            String.init)
        ?? []
}
