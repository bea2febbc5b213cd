import OCI

/// pids.rst. The files are the same in both versions.
enum Pids: CgroupController {
    static let name = "pids"
    static let isAlwaysUsed = true

    static func settings(for resources: RuntimeSpec.Resources) -> [CgroupSetting] {
        guard let limit = resources.pids?.limit else { return [] }
        // 0 leaves a running process alone too, but none could be cloned into the cgroup.
        return [CgroupSetting("pids.max", limit < 0 ? "max" : "\(max(limit, 1))", "linux.resources.pids.limit")]
    }

    static func read(_ files: CgroupFiles, into statistics: inout CgroupStatistics) {
        statistics.pids.current = files.number("pids.current") ?? 0
        statistics.pids.limit = files.number("pids.max")
    }
}
