import OCI
import Testing

@testable import Cgroups

/// What the files may say besides the usual.
struct StatisticsFileTests {
    private func statistics(v1 files: [String: String]) throws -> CgroupStatistics {
        var statistics = CgroupStatistics()
        try FixtureDirectory.with(files) { directory in
            let placement = try placement(legacy: Array(Controllers.legacy.keys), directory)
            statistics = ContainerCgroup(placement).statistics()
        }
        return statistics
    }

    private func statistics(v2 files: [String: String]) throws -> CgroupStatistics {
        var statistics = CgroupStatistics()
        try FixtureDirectory.with(files) { directory in
            statistics = ContainerCgroup(try placement(legacy: [], directory)).statistics()
        }
        return statistics
    }

    /// A cgroup whose directory is `directory`.
    private func placement(legacy: [String], _ directory: String) throws -> CgroupPlacement {
        let slash = directory.lastIndex(of: "/") ?? directory.startIndex
        let (parent, name) = (String(directory[..<slash]), String(directory[slash...]))
        let hierarchies =
            legacy.isEmpty
            ? CgroupHierarchies(legacy: [], unified: .init(mountpoint: parent, ownPath: "/"))
            : CgroupHierarchies(
                legacy: [.init(controllers: legacy, mountpoint: parent, ownPath: "/")], unified: nil)
        return try CgroupPlacement(path: name, id: "c1", resources: RuntimeSpec.Resources(), in: hierarchies)
    }

    @Test func ioOfV1() throws {
        let bytes = "8:0 Read 4096\n8:0 Write 512\n8:16 Read 1\nTotal 4609\n"
        let io = try statistics(v1: [
            "blkio.throttle.io_service_bytes_recursive": bytes, "blkio.throttle.io_service_bytes": "1:1 Read 1\n",
            "blkio.throttle.io_serviced": "8:0 Total 3\n",
        ]).io
        #expect(
            io.bytes == [
                .init(major: 8, minor: 0, operation: "read", value: 4096),
                .init(major: 8, minor: 0, operation: "write", value: 512),
                .init(major: 8, minor: 16, operation: "read", value: 1),
            ])
        #expect(io.operations == [.init(major: 8, minor: 0, operation: "total", value: 3)])
    }

    @Test func pids() throws {
        for version in [statistics(v1:), statistics(v2:)] {
            let limited = try version(["pids.current": "5\n", "pids.max": "100\n"]).pids
            #expect(limited.current == 5 && limited.limit == 100)
            #expect(try version(["pids.current": "5\n", "pids.max": "max\n"]).pids.limit == nil)
        }
    }

    @Test func ioOfV2() throws {
        let text =
            "8:0 rbytes=4096 wbytes=512 rios=3 wios=1 dbytes=0 dios=0\n8:16\nx:y rbytes=1\n8:32 rbytes=1 nonsense\n"
        let io = try statistics(v2: ["io.stat": text]).io
        #expect(
            io.bytes == [
                .init(major: 8, minor: 0, operation: "read", value: 4096),
                .init(major: 8, minor: 0, operation: "write", value: 512),
                .init(major: 8, minor: 32, operation: "read", value: 1),
            ])
        #expect(
            io.operations == [
                .init(major: 8, minor: 0, operation: "read", value: 3),
                .init(major: 8, minor: 0, operation: "write", value: 1),
            ])
    }

    @Test func whatIsNotThereCountsNothing() throws {
        #expect(try statistics(v1: [:]) == CgroupStatistics())
        #expect(try statistics(v2: [:]) == CgroupStatistics())
        let nonsense = ["memory.usage_in_bytes": "lots", "cpu.stat": "a b c\n\n7", "pids.current": "-1"]
        #expect(try statistics(v1: nonsense) == CgroupStatistics())
    }

    @Test func killsForWantOfMemory() throws {
        try FixtureDirectory.with(["memory.oom_control": "oom_kill 4\n"]) { directory in
            let placement = try placement(legacy: ["memory"], directory)
            #expect(ContainerCgroup(placement).oomKills() == 4)
        }
        try FixtureDirectory.with(["memory.events": "oom 9\noom_kill 5\n"]) { directory in
            let placement = try placement(legacy: [], directory)
            #expect(ContainerCgroup(placement).oomKills() == 5)
        }
    }
}
