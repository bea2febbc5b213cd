/// What the statistics of runc's `events` tell beyond ``CgroupStatistics``: counters by the kind of memory, cpusets and
/// huge pages.
package struct CgroupDetails: Sendable {
    /// In bytes. Limits are the kernel's own numbers, and its largest is none.
    package struct Counter: Sendable {
        package var limit: UInt64 = 0
        package var usage: UInt64 = 0
        package var maximum: UInt64 = 0
        package var failures: UInt64 = 0
    }

    package var memory = Counter()
    /// Memory and swap together.
    package var swap = Counter()
    package var kernel = Counter()
    package var kernelTCP = Counter()
    /// In nanoseconds, by number of the processor.
    package var kernelTimes: [UInt64] = []
    package var userTimes: [UInt64] = []
    /// Lists such as `0-3`; `nil` without the controller.
    package var cpus: String?
    package var mems: String?
    /// Flags and pressure of a cpuset of v1, by the names of their files.
    package var cpuset: [String: Int64] = [:]
    /// By size of the page, such as `2MB`.
    package var hugepages: [String: Counter] = [:]
}

extension ContainerCgroup {
    /// - Parameter process: one of the container's. It has the CPUs and the memory nodes of a cgroup that is not the
    ///   container's, where this has none of its own.
    package func details(of process: Int32) -> CgroupDetails {
        var details = CgroupDetails()
        func files(_ controller: String) -> CgroupFiles? {
            placement.directory(of: controller).map { CgroupFiles(directory: $0) }
        }
        if placement.isUnified {
            if let files = files(MemoryV1.name) { details.readUnified(files) }
        } else {
            if let files = files(MemoryV1.name) { details.readLegacy(files) }
            if let files = files(CPUAccountingV1.name) { details.readTimes(files) }
        }
        if let files = files(CPUSetV1.name) ?? Self.legacyFiles(CPUSetV1.name, of: process) {
            details.readCPUSet(files)
        }
        if let files = files(HugepagesV1.name) { details.readHugepages(files, isUnified: placement.isUnified) }
        return details
    }

    private static func legacyFiles(_ controller: String, of process: Int32) -> CgroupFiles? {
        let hierarchies = try? CgroupHierarchies.detect(for: "\(process)")
        let hierarchy = hierarchies?.legacy.first { $0.controllers.contains(controller) }
        return hierarchy.map { CgroupFiles(directory: $0.mountpoint + $0.ownPath) }
    }
}

extension CgroupDetails {
    fileprivate mutating func readLegacy(_ files: CgroupFiles) {
        func counter(_ prefix: String) -> Counter {
            Counter(
                limit: files.number("\(prefix).limit_in_bytes") ?? 0,
                usage: files.number("\(prefix).usage_in_bytes") ?? 0,
                maximum: files.number("\(prefix).max_usage_in_bytes") ?? 0,
                failures: files.number("\(prefix).failcnt") ?? 0)
        }
        memory = counter("memory")
        swap = counter("memory.memsw")
        kernel = counter("memory.kmem")
        kernelTCP = counter("memory.kmem.tcp")
    }

    fileprivate mutating func readUnified(_ files: CgroupFiles) {
        func limit(_ file: String) -> UInt64 { files.number(file) ?? .max }
        memory.limit = limit("memory.max")
        memory.usage = files.number("memory.current") ?? 0
        memory.maximum = files.number("memory.peak") ?? 0
        memory.failures = files.table("memory.events")["max"] ?? 0
        let (sum, overflows) = memory.limit.addingReportingOverflow(limit("memory.swap.max"))
        swap.limit = overflows ? .max : sum
        swap.usage = memory.usage + (files.number("memory.swap.current") ?? 0)
        kernel.usage = files.table("memory.stat")["kernel"] ?? 0
        kernelTCP.usage = files.table("memory.stat")["sock"] ?? 0
    }

    /// Lines of `processor user system` after a title.
    fileprivate mutating func readTimes(_ files: CgroupFiles) {
        for line in files.text("cpuacct.usage_all")?.split(separator: "\n").dropFirst() ?? [] {
            let fields = line.split(separator: " ").compactMap { UInt64($0) }
            guard fields.count == 3 else { continue }
            userTimes.append(fields[1])
            kernelTimes.append(fields[2])
        }
    }

    fileprivate mutating func readCPUSet(_ files: CgroupFiles) {
        func line(_ file: String) -> String? { files.text(file)?.filter { !$0.isWhitespace } }
        cpus = line("cpuset.cpus")
        mems = line("cpuset.mems")
        for name in [
            "cpu_exclusive", "mem_exclusive", "mem_hardwall", "memory_migrate", "memory_spread_page",
            "memory_spread_slab", "memory_pressure", "sched_load_balance", "sched_relax_domain_level",
        ] {
            cpuset[name] = line("cpuset.\(name)").flatMap { Int64($0) }
        }
    }

    fileprivate mutating func readHugepages(_ files: CgroupFiles, isUnified: Bool) {
        for size in ["64KB", "1MB", "2MB", "16MB", "32MB", "512MB", "1GB", "16GB"] {
            let usage = files.number("hugetlb.\(size).\(isUnified ? "current" : "usage_in_bytes")")
            guard let usage else { continue }
            let failures =
                isUnified ? files.table("hugetlb.\(size).events")["max"] : files.number("hugetlb.\(size).failcnt")
            hugepages[size] = Counter(
                usage: usage, maximum: files.number("hugetlb.\(size).max_usage_in_bytes") ?? 0,
                failures: failures ?? 0)
        }
    }
}
