import FoundationEssentials
import Glibc
import Linux
import OCI
import Testing

/// Limits of v2, as the kernel keeps them. Where it runs beside v1, the controllers are v1's.
@Suite(
    .enabled(
        if: geteuid() == 0 && RuntimeUnderTest.isOurs && UnifiedHierarchy.isAlone,
        "the limits are v2's where the machine has no cgroups of v1, which `make test-vm` boots"))
struct UnifiedLimitTests {
    @Test func everyLimitIsInItsFile() throws {
        let bundle = try Bundle("cd /sys/fs/cgroup; tail -n 1 \(Self.limits.map(\.file).joined(separator: " "))") {
            $0.linux?.resources = try decoded(
                """
                {"memory": {"limit": 67108864, "swap": 100663296, "reservation": 33554432}, "pids": {"limit": 77},
                 "cpu": {"shares": 512, "quota": 50000, "period": 100000, "burst": 20000, "cpus": "0", "mems": "0"},
                 "hugepageLimits": [{"pageSize": "2MB", "limit": 4194304}], "unified": {"memory.high": "50331648"}}
                """)
        }
        let outcome = try bundle.run()
        let lines = outcome.lines.filter { !$0.isEmpty }
        for (index, limit) in Self.limits.enumerated() {
            #expect(
                Array(lines.dropFirst(2 * index).prefix(2)) == ["==> \(limit.file) <==", limit.value], "\(outcome)")
        }
        try bundle.expectNothingLeft()
    }

    private static let limits: [(file: String, value: String)] = [
        ("memory.max", "67108864"), ("memory.swap.max", "33554432"), ("memory.low", "33554432"),
        ("memory.high", "50331648"), ("pids.max", "77"), ("cpu.weight", "20"), ("cpu.max", "50000 100000"),
        ("cpu.max.burst", "20000"), ("cpuset.cpus.effective", "0"), ("cpuset.mems", "0"),
        ("hugetlb.2MB.max", "4194304"),
    ]

    @Test(.enabled(if: Self.disk != nil, "the machine has no disk"))
    func aDiskIsShared() throws {
        let (major, minor) = try #require(Self.disk)
        let bundle = try Bundle("cat /sys/fs/cgroup/io.max /sys/fs/cgroup/io.weight") {
            $0.linux?.resources = try decoded(
                """
                {"blockIO": {"weight": 100,
                  "throttleReadBpsDevice": [{"major": \(major), "minor": \(minor), "rate": 1048576}],
                  "throttleWriteIOPSDevice": [{"major": \(major), "minor": \(minor), "rate": 100}]}}
                """)
        }
        let outcome = try bundle.run()
        let limits = "\(major):\(minor) rbps=1048576 wbps=max riops=max wiops=100"
        #expect(outcome.lines == [limits, "default 910"], "\(outcome)")
    }

    /// Device numbers of a whole disk.
    private static var disk: (Int, Int)? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/sys/block")) ?? []
        guard let name = names.first(where: { access("/sys/block/\($0)/device", F_OK) == 0 }),
            let text = try? SmallFile.read("/sys/block/\(name)/dev")
        else { return nil }
        let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
        return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
    }

    @Test func aLimitOfProcessorTimeBites() throws {
        let script = "until grep -q 'nr_throttled [1-9]' /sys/fs/cgroup/cpu.stat; do :; done; echo throttled"
        let bundle = try Bundle(script) { $0.linux?.resources?.cpu = .init(quota: 10_000, period: 100_000) }
        let outcome = try bundle.run()
        #expect(outcome.output == "throttled\n", "\(outcome)")
    }

    @Test func rulesAboutDevicesChangeUnderALivingContainer() throws {
        let bundle = try Bundle("sleep 1000") { $0.root?.readonly = false }
        try bundle.startDetached()
        let open = ["sh", "-c", "true </dev/full && true >/dev/full"]
        #expect(try bundle.runtime(["exec", bundle.id] + open).status == 0)
        // The standard devices are always allowed: of the others, a terminal that nobody has.
        let script = "rm -f /tmp/c; mknod /tmp/c c 4 63 && true </tmp/c"
        let words = ["exec", "--cap", "CAP_MKNOD", bundle.id, "sh", "-c", script]
        #expect(try bundle.runtime(words).errors.contains("Operation not permitted"))
        let rule = #"{"devices": [{"allow": false}, {"allow": true, "type": "c", "major": 4, "access": "r"}]}"#
        #expect(try bundle.runtime(["update", "-r", "-", bundle.id], input: rule).status == 0)
        let allowed = try bundle.runtime(words)
        #expect(!allowed.errors.contains("Operation not permitted"), "\(allowed)")
    }

    /// As an engine in a container does: it moves its processes down, and passes controllers on.
    @Test func aContainerHasCgroupsOfItsOwn() throws {
        let script = """
            cd /sys/fs/cgroup && mkdir own work && echo 1 >own/cgroup.procs
            echo +pids +memory >cgroup.subtree_control
            echo 7 >work/pids.max && echo 8388608 >work/memory.max && cat work/pids.max work/memory.max
            cat /proc/self/cgroup
            """
        let bundle = try Bundle(script) { spec in
            for index in spec.mounts?.indices ?? 0..<0 where spec.mounts?[index].destination == "/sys/fs/cgroup" {
                spec.mounts?[index].options = ["rw"]
            }
        }
        let outcome = try bundle.run()
        #expect(outcome.lines == ["7", "8388608", "0::/own"], "\(outcome)")
        try bundle.expectNothingLeft()
    }

    /// "No Internal Process Constraint" of cgroup-v2.rst: beneath the runtime's own cgroup there are no limits.
    @Test func aCgroupThatHoldsProcessesPassesNothingOn() throws {
        let bundle = try Bundle("echo ran") { spec in
            spec.linux?.cgroupsPath = "c"
            spec.linux?.resources?.pids = .init(limit: 9)
        }
        let own = "/sys/fs/cgroup/\(bundle.id)-own"
        let script = "mkdir -p \(own) && echo $$ >\(own)/cgroup.procs && exec \"$@\""
        bundle.wrapper = ["/bin/sh", "-c", script, "sh"]
        defer { rmdir(own) }
        let refused = try bundle.run()
        #expect(
            refused.errors.contains(
                "linux.resources.pids.limit: cgroup \(own) holds processes, so none beneath it can have limits"),
            "\(refused)")
        #expect(access("\(own)/c", F_OK) != 0)
        bundle.spec.linux?.resources?.pids = nil
        let outcome = try bundle.run()
        #expect(outcome.output == "ran\n", "\(outcome)")
        #expect(access("\(own)/c", F_OK) != 0)
    }
}
