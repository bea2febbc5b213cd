extension ContainerCgroup {
    /// What the container used so far. A controller that is not there counts nothing.
    package func statistics() -> CgroupStatistics {
        var statistics = CgroupStatistics()
        if placement.isUnified, let directory = placement.unified {
            let files = CgroupFiles(directory: directory)
            for controller in Controllers.unified.values { controller.read(files, into: &statistics) }
        }
        for hierarchy in placement.legacy {
            let files = CgroupFiles(directory: hierarchy.directory)
            for name in hierarchy.controllers { Controllers.legacy[name]?.read(files, into: &statistics) }
        }
        return statistics
    }

    /// How many processes the kernel killed for want of memory.
    package func oomKills() -> UInt64 {
        guard let directory = placement.directory(of: MemoryV1.name) else { return 0 }
        let files = CgroupFiles(directory: directory)
        return files.table(placement.isUnified ? "memory.events" : "memory.oom_control")["oom_kill"] ?? 0
    }
}
