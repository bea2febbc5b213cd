extension CgroupHierarchies {
    /// Whether swap can be limited. A kernel may be built without swap, and one with v1 started without counting it
    /// (kernel-parameters.txt, `swapaccount`).
    package var limitsSwap: Bool {
        if let memory = legacy.first(where: { $0.controllers.contains("memory") }) {
            return CgroupFiles(directory: memory.mountpoint).exists("memory.memsw.limit_in_bytes")
        }
        guard isUnified, let unified else { return false }
        // The root of the hierarchy has no limits: a cgroup below it tells, which need not have the controller.
        // Without them, the controllers tell.
        let others = (try? CgroupDirectory.children(of: unified.mountpoint)) ?? []
        let below = [unified.mountpoint + unified.ownPath] + others
        let limited = below.map(CgroupFiles.init(directory:)).first { $0.exists("memory.max") }
        guard let limited else {
            let controllers = CgroupFiles(directory: unified.mountpoint).text("cgroup.controllers") ?? ""
            return controllers.split(whereSeparator: \.isWhitespace).contains("memory")
        }
        return limited.exists("memory.swap.max")
    }
}
