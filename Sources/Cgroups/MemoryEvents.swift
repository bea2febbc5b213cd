import CLinux
package import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Tells that a container's memory ran out: memory.rst of v1, "OOM Control", and `memory.events` of v2.
package struct MemoryEvents: ~Copyable {
    /// To poll(2) for ``interest``; `nil` without a cgroup of memory.
    package let descriptor: OwnedDescriptor?
    package let interest: Int16
    private let cgroup: ContainerCgroup
    private var kills: UInt64

    package init(_ cgroup: ContainerCgroup) throws(CgroupError) {
        self.cgroup = cgroup
        kills = 0
        interest = cgroup.placement.isUnified ? Int16(POLLPRI) : Int16(POLLIN)
        guard let directory = cgroup.placement.directory(of: MemoryV1.name) else {
            descriptor = nil
            return
        }
        do throws(SystemCallError) {
            guard cgroup.placement.isUnified else {
                descriptor = try Self.register(directory)
                return
            }
            let events = try OwnedDescriptor.open("\(directory)/memory.events", O_RDONLY)
            kills = try CgroupFiles.table(rereading: events.raw)["oom_kill"] ?? 0
            descriptor = consume events
        } catch {
            throw CgroupError("memory events of \(directory)", error)
        }
    }

    private static func register(_ directory: String) throws(SystemCallError) -> OwnedDescriptor {
        let events = OwnedDescriptor(owning: try systemCall("eventfd") { clinux_eventfd() })
        let control = try OwnedDescriptor.open("\(directory)/memory.oom_control", O_RDONLY)
        try SmallFile.write("\(events.raw) \(control.raw)", to: "\(directory)/cgroup.event_control")
        return events
    }

    /// Takes what there is; waits for nothing.
    ///
    /// - Returns: how often memory ran out since it was last asked. The removal of a cgroup wakes too, and counts none.
    package mutating func take() -> UInt64 {
        guard let raw = descriptor.raw else { return 0 }
        if !cgroup.placement.isUnified {
            var count: UInt64 = 0
            guard read(raw, &count, 8) == 8 else { return 0 }
            let isThere = cgroup.placement.directory(of: MemoryV1.name).map { access($0, F_OK) == 0 } ?? false
            return isThere ? count : 0
        }
        let before = kills
        kills = (try? CgroupFiles.table(rereading: raw)["oom_kill"]) ?? before
        return kills - before
    }
}
