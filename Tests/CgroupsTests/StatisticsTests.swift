import Glibc
import Linux
import OCI
import TestSupport
import Testing

@testable import Cgroups

/// Statistics from files as the kernel writes them, in a directory that stands for `/sys/fs/cgroup`.
struct StatisticsTests {
    private static let v1: [String: [String: String]] = [
        "memory": [
            "memory.usage_in_bytes": "5242880\n", "memory.max_usage_in_bytes": "6291456\n",
            "memory.limit_in_bytes": "67108864\n", "memory.failcnt": "3\n",
            "memory.oom_control": "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n",
            "memory.stat": "cache 1048576\nrss 4194304\ntotal_inactive_file 524288\n",
        ],
        "cpu": ["cpu.stat": "nr_periods 40\nnr_throttled 30\nthrottled_time 1500000000\n"],
        "cpuacct": [
            "cpuacct.usage": "2000000000\n", "cpuacct.usage_user": "1500000000\n", "cpuacct.usage_sys": "500000000\n",
            "cpuacct.usage_percpu": "1250000000 750000000 \n",
        ],
        "pids": ["pids.current": "4\n", "pids.max": "100\n"],
        "blkio": [
            "blkio.throttle.io_service_bytes_recursive":
                "254:0 Read 4096\n254:0 Write 8192\n254:0 Discard 0\n254:0 Total 12288\nTotal 12288\n",
            "blkio.throttle.io_serviced_recursive": "254:0 Read 1\n254:0 Write 2\n254:0 Total 3\nTotal 3\n",
        ],
    ]

    private static let v2 = [
        "memory.current": "5242880\n", "memory.peak": "6291456\n", "memory.max": "max\n",
        "memory.events": "low 0\nhigh 0\nmax 7\noom 1\noom_kill 1\noom_group_kill 0\n",
        "memory.stat": "anon 4194304\nfile 1048576\ninactive_file 524288\n",
        "cpu.stat":
            "usage_usec 2000000\nuser_usec 1500000\nsystem_usec 500000\nnr_periods 40\nnr_throttled 30\n"
            + "throttled_usec 1500000\n",
        "pids.current": "4\n", "pids.max": "max\n",
        "io.stat": "254:0 rbytes=4096 wbytes=8192 rios=1 wios=2 dbytes=0 dios=0\n7:0\n",
    ]

    @Test func legacy() throws {
        try TemporaryDirectory.with { root in
            try Self.write(Self.v1, below: root)
            let cgroup = try #require(try Self.cgroup(legacy: Self.v1.keys.sorted(), root: root))
            let statistics = cgroup.statistics()
            #expect(statistics.memory.usage == 5_242_880)
            #expect(statistics.memory.maximumUsage == 6_291_456)
            #expect(statistics.memory.limit == 67_108_864)
            #expect(statistics.memory.failures == 3)
            #expect(statistics.memory.oomKills == 2)
            #expect(statistics.memory.details["total_inactive_file"] == 524_288)
            #expect(statistics.cpu.total == 2_000_000_000)
            #expect(statistics.cpu.perProcessor == [1_250_000_000, 750_000_000])
            #expect((statistics.cpu.user, statistics.cpu.kernel) == (1_500_000_000, 500_000_000))
            #expect((statistics.cpu.periods, statistics.cpu.throttledPeriods) == (40, 30))
            #expect(statistics.cpu.throttledTime == 1_500_000_000)
            #expect((statistics.pids.current, statistics.pids.limit) == (4, 100))
            #expect(statistics.io.bytes.first { $0.operation == "write" }?.value == 8192)
            #expect(statistics.io.bytes.allSatisfy { $0.major == 254 && $0.minor == 0 })
            #expect(statistics.io.operations.first { $0.operation == "read" }?.value == 1)
        }
    }

    @Test(arguments: ["9223372036854771712", "9223372036854710272"])
    func noLimitOfLegacy(_ limit: String) throws {
        try TemporaryDirectory.with { root in
            try Self.write(["memory": ["memory.limit_in_bytes": limit + "\n"]], below: root)
            let cgroup = try #require(try Self.cgroup(legacy: ["memory"], root: root))
            #expect(cgroup.statistics().memory.limit == nil)
        }
    }

    @Test func unified() throws {
        try TemporaryDirectory.with { root in
            try Self.write(["": Self.v2], below: root)
            let cgroup = try #require(try Self.cgroup(unified: root, root: root))
            let statistics = cgroup.statistics()
            #expect(statistics.memory.usage == 5_242_880)
            #expect(statistics.memory.limit == nil)
            #expect(statistics.memory.failures == 7)
            #expect(statistics.memory.details["inactive_file"] == 524_288)
            #expect(statistics.cpu.total == 2_000_000_000)
            #expect(statistics.cpu.perProcessor.isEmpty)
            #expect(statistics.cpu.throttledTime == 1_500_000_000)
            #expect((statistics.pids.current, statistics.pids.limit) == (4, nil))
            #expect(statistics.io.bytes.map(\.value) == [4096, 8192])
            #expect(statistics.io.bytes.map(\.operation) == ["read", "write"])
        }
    }

    @Test func aCgroupThatIsGoneIsNone() throws {
        try TemporaryDirectory.with { root in
            let cgroup = try Self.cgroup(legacy: ["memory"], unified: root + "/unified", root: root)
            #expect(cgroup == nil)
        }
    }

    /// The v2 hierarchy beside v1 may be read-only: then v1's tells which processes are the container's.
    @Test func aMissingCompanionIsLeftOut() throws {
        try TemporaryDirectory.with { root in
            try Self.write(["pids": ["cgroup.procs": "12\n34\n"]], below: root)
            let cgroup = try #require(try Self.cgroup(legacy: ["pids"], unified: root + "/unified", root: root))
            #expect(cgroup.placement.unified == nil)
            #expect(try cgroup.processes() == [12, 34])
        }
    }

    private static let path = "/wherry/c1"

    private static func cgroup(
        legacy: [String] = [], unified: String? = nil, root: String
    ) throws -> ContainerCgroup? {
        let hierarchies = CgroupHierarchies(
            legacy: legacy.map { .init(controllers: [$0], mountpoint: "\(root)/\($0)", ownPath: "/elsewhere") },
            unified: unified.map { .init(mountpoint: $0, ownPath: "/elsewhere") })
        return ContainerCgroup(
            existing: try CgroupPlacement(
                path: path, id: "c1", resources: RuntimeSpec.Resources(), in: hierarchies))
    }

    /// - Parameter files: contents by file, by hierarchy.
    private static func write(_ files: [String: [String: String]], below root: String) throws {
        for (hierarchy, files) in files {
            var directory = hierarchy.isEmpty ? root : "\(root)/\(hierarchy)"
            mkdir(directory, 0o700)
            for component in path.split(separator: "/") {
                directory += "/\(component)"
                try systemCall("mkdir", directory) { mkdir(directory, 0o700) }
            }
            for (name, text) in files {
                let file = try OwnedDescriptor.open("\(directory)/\(name)", O_WRONLY | O_CREAT, mode: 0o600)
                try file.write(text.utf8)
            }
        }
    }
}
