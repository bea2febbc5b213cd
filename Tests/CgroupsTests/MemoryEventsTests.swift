import Glibc
import Linux
import OCI
import TestSupport
import Testing

@testable import Cgroups

@Suite(.enabled(if: geteuid() == 0))
struct MemoryEventsTests {
    /// It wakes when memory runs out, and only then: who polls it does not turn in circles.
    @Test func theyWakeWhenMemoryRunsOut() throws {
        let resources = try RuntimeSpec.Resources(text: #"{"memory": {"limit": 8388608, "swap": 8388608}}"#)
        let name = "wherry-test-\(getpid())-events"
        var cgroup = ContainerCgroup(
            try CgroupPlacement(path: "/\(name)", id: name, resources: resources, in: .detect()))
        defer { try? cgroup.remove() }
        _ = try cgroup.createUnified(resources)
        try cgroup.createLegacy(resources)
        var events = try MemoryEvents(cgroup)
        var request = pollfd(fd: events.descriptor.raw ?? -1, events: events.interest, revents: 0)
        #expect(poll(&request, 1, 0) == 0)
        let early = events.take()
        #expect(early == 0)
        let directory = try #require(cgroup.placement.directory(of: "memory"))
        let script = "echo $$ >\(directory)/cgroup.procs; exec tail /dev/zero"
        #expect(throws: ToolProcess.Failure.self) { try ToolProcess.run(["sh", "-c", script]) }
        #expect(poll(&request, 1, 10_000) == 1)
        let taken = events.take()
        #expect(taken >= 1)
        #expect(poll(&request, 1, 0) == 0)
    }
}
