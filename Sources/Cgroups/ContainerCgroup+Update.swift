import Linux
package import OCI

extension ContainerCgroup {
    /// Changes the limits that `resources` names, of a cgroup that is in use; others stay as they are.
    package func update(_ resources: RuntimeSpec.Resources) throws(CgroupError) {
        var resources = resources
        // 0 is "as it is" here, where a new cgroup has no limit.
        if resources.pids?.limit == 0 { resources.pids = nil }
        try completeMemory(&resources)
        if let unit = placement.unit { try unit.update(resources, isUnified: placement.isUnified) }
        if placement.isUnified {
            guard let directory = placement.unified else { return try checkNothingAsked(resources) }
            return try UnifiedLimits.update(directory, resources)
        }
        if resources.unified?.isEmpty == false {
            throw CgroupError(.unsupported, "linux.resources.unified: this machine's controllers are of cgroup v1")
        }
        let present = Set(placement.legacy.flatMap(\.controllers)).union(companions(resources))
        try Controllers.check(
            resources, Controllers.legacy, present: present, lack: "the container has no cgroup of the controller")
        try whileStanding(resources.devices?.isEmpty == false) { () throws(CgroupError) in
            for hierarchy in placement.legacy { try apply(resources, hierarchy) }
            if let mountpoint = placement.unifiedMountpoint, let directory = placement.unified {
                let path = String(directory.dropFirst(mountpoint.count))
                try UnifiedLimits.applyCompanion(path, below: mountpoint, resources)
            }
        }
    }

    private func checkNothingAsked(_ resources: RuntimeSpec.Resources) throws(CgroupError) {
        try Controllers.checkNothingAsked(resources, Controllers.unified)
    }

    /// Rules about devices replace each other one by one: no process is to see a moment between.
    private func whileStanding(
        _ isNeeded: Bool, _ body: () throws(CgroupError) -> Void
    ) throws(CgroupError) {
        guard isNeeded, !isFrozen() else { return try body() }
        try setFrozen(true)
        do { try body() } catch {
            try setFrozen(false)
            throw error
        }
        try setFrozen(false)
    }

    private func apply(
        _ resources: RuntimeSpec.Resources, _ hierarchy: CgroupPlacement.Legacy
    ) throws(CgroupError) {
        guard hierarchy.controllers.contains(MemoryV1.name), let memory = resources.memory,
            swapComesFirst(memory, CgroupFiles(directory: hierarchy.directory))
        else { return try Self.apply(resources, hierarchy) }
        // The kernel keeps the limit of memory at or below that of memory and swap at each step.
        var swapOnly = RuntimeSpec.Resources()
        swapOnly.memory = RuntimeSpec.Memory(swap: memory.swap)
        let files = CgroupFiles(directory: hierarchy.directory)
        for setting in MemoryV1.swapSettings(swapOnly.memory?.swap) { try files.write(setting) }
        try Self.apply(resources, hierarchy)
    }

    private func swapComesFirst(_ memory: RuntimeSpec.Memory, _ files: CgroupFiles) -> Bool {
        guard let swap = memory.swap, swap != 0 else { return false }
        guard swap > 0 else { return true }
        return (files.number("memory.memsw.limit_in_bytes") ?? 0) < UInt64(swap)
    }

    /// A limit of memory and swap together is told by that of memory, which may be the one that is there; and one that
    /// is lifted from memory is lifted from both.
    private func completeMemory(_ resources: inout RuntimeSpec.Resources) throws(CgroupError) {
        guard var memory = resources.memory, let directory = placement.directory(of: MemoryV1.name) else { return }
        let files = CgroupFiles(directory: directory)
        let current = files.number(placement.isUnified ? "memory.max" : "memory.limit_in_bytes")
        if memory.limit ?? 0 == 0, memory.swap ?? 0 > 0 {
            memory.limit = current.flatMap { Int64(exactly: $0) } ?? memory.swap
        }
        if memory.limit == -1, memory.swap ?? 0 == 0 { memory.swap = -1 }
        if memory.checkBeforeUpdate == true, let limit = memory.limit, limit > 0 {
            let usage = files.number(placement.isUnified ? "memory.current" : "memory.usage_in_bytes") ?? 0
            guard usage <= UInt64(limit) else {
                throw CgroupError(
                    .invalidValue, "linux.resources.memory.limit: \(limit) is below the \(usage) bytes in use")
            }
        }
        resources.memory = memory
    }
}
