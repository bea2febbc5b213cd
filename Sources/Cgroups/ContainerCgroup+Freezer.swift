import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

extension ContainerCgroup {
    /// Stops all processes, or lets them go on; returns when it is done.
    package func setFrozen(_ frozen: Bool) throws(CgroupError) {
        if placement.isUnified || placement.directory(of: FreezerV1.name) == nil {
            try setFrozenUnified(frozen)
        } else {
            try setFrozenLegacy(frozen)
        }
    }

    /// Lets go what was killed while it was paused: v1's freezer holds it, v2's does not. See `freezer-subsystem.rst`.
    package func releaseKilled() throws(CgroupError) {
        if !placement.isUnified, isFrozen() { try setFrozen(false) }
    }

    package func isFrozen() -> Bool {
        if !placement.isUnified, let directory = placement.directory(of: FreezerV1.name) {
            return CgroupFiles(directory: directory).text("freezer.state")?.hasPrefix("THAWED") == false
        }
        guard let directory = placement.unified else { return false }
        return CgroupFiles(directory: directory).number("cgroup.freeze") == 1
    }

    /// cgroup-v2.rst: `cgroup.events` tells when it is done.
    private func setFrozenUnified(_ frozen: Bool) throws(CgroupError) {
        guard let directory = placement.unified else {
            throw CgroupError(.unsupported, "the container has no cgroup of the controller 'freezer'")
        }
        let files = CgroupFiles(directory: directory)
        do throws(SystemCallError) {
            let events = try OwnedDescriptor.open(files.path("cgroup.events"), O_RDONLY)
            try files.write(frozen ? "1" : "0", to: "cgroup.freeze")
            while try CgroupFiles.table(rereading: events.raw)["frozen"] != (frozen ? 1 : 0) {
                var request = pollfd(fd: events.raw, events: Int16(POLLPRI), revents: 0)
                guard try systemCall("poll", directory, { poll(&request, 1, 10_000) }) > 0 else {
                    throw SystemCallError("cgroup.freeze", directory, errno: .timedOut)
                }
            }
        } catch {
            throw CgroupError("cgroup \(directory)", error)
        }
    }

    /// freezer-subsystem.rst: reading the state makes the kernel look again, and there is no event to wait for. A
    /// process that is about to fork can leave the state at FREEZING, from which writing FROZEN again helps.
    private func setFrozenLegacy(_ frozen: Bool) throws(CgroupError) {
        guard let directory = placement.directory(of: FreezerV1.name) else { return }
        let files = CgroupFiles(directory: directory)
        let wanted = frozen ? "FROZEN" : "THAWED"
        for _ in 0..<100_000 {
            do { try files.write(wanted, to: "freezer.state") } catch {
                throw CgroupError("cgroup \(directory)", error)
            }
            if files.text("freezer.state")?.hasPrefix(wanted) == true { return }
            sched_yield()
        }
        throw CgroupError(.system, "cgroup \(directory): the processes do not become \(wanted)")
    }
}
