import Glibc
import JSON
import Linux
import OCI
import Testing

/// `update`, `events`, and what a container's cgroup says of both.
@Suite(.enabled(if: geteuid() == 0))
struct UpdateTests {
    /// Its program runs: what waits to become it may have several threads.
    private func running() throws -> Bundle {
        let bundle = try Bundle("echo >/tmp/ready; exec sleep 1000") { spec in
            spec.linux?.resources?.memory = .init(limit: 64 << 20, swap: 64 << 20)
            spec.linux?.resources?.cpu = .init(shares: 512)
        }
        try bundle.makeReadyPipe()
        try bundle.startDetached()
        try bundle.waitUntilReady()
        return bundle
    }

    @Test(.differs(on: .crun, "It does not raise both limits of memory at once."))
    func limitsOfALivingContainerChange() throws {
        let bundle = try running()
        let words = [
            "update", "--memory", "134217728", "--memory-swap", "134217728", "--cpu-share", "256", "--cpu-quota",
            "50000", "--cpu-period", "100000", "--pids-limit", "20", "--cpuset-cpus", "0",
        ]
        let outcome = try bundle.runtime(words + [bundle.id])
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try bundle.keeps(v1: ("memory.limit_in_bytes", "134217728"), v2: ("memory.max", "134217728")))
        #expect(try bundle.keeps(v1: ("memory.memsw.limit_in_bytes", "134217728"), v2: ("memory.swap.max", "0")))
        #expect(try bundle.keeps(v1: ("cpu.shares", "256"), v2: ("cpu.weight", "10")))
        #expect(try bundle.keeps(v1: ("cpu.cfs_quota_us", "50000"), v2: ("cpu.max", "50000100000")))
        #expect(try bundle.cgroupFile("pids.max") == "20")
        #expect(try bundle.cgroupFile("cpuset.cpus") == "0")
        // Down again, in the other order.
        #expect(
            try bundle.runtime("update", "--memory", "33554432", "--memory-swap", "50331648", bundle.id).status == 0)
        #expect(try bundle.keeps(v1: ("memory.limit_in_bytes", "33554432"), v2: ("memory.max", "33554432")))
        #expect(try bundle.keeps(v1: ("memory.memsw.limit_in_bytes", "50331648"), v2: ("memory.swap.max", "16777216")))
        #expect(try bundle.keeps(v1: ("cpu.shares", "256"), v2: ("cpu.weight", "10")))
        #expect(try bundle.runtime("update", "--memory", "-1", "--pids-limit", "-1", bundle.id).status == 0)
        let none = "9223372036854771712"
        #expect(try bundle.keeps(v1: ("memory.memsw.limit_in_bytes", none), v2: ("memory.swap.max", "max")))
        #expect(try bundle.keeps(v1: ("memory.limit_in_bytes", none), v2: ("memory.max", "max")))
        #expect(try bundle.cgroupFile("pids.max") == "max")
    }

    /// A hierarchy of v1 that nothing was asked of has no directory of the container's, until something is.
    @Test func processesOfALivingContainerGetACPUSet() throws {
        let bundle = try Bundle("sleep 1001 & echo >/tmp/ready; sleep 1000; true")
        try bundle.makeReadyPipe()
        try bundle.startDetached()
        try bundle.waitUntilReady()
        if RuntimeUnderTest.isOurs {
            let wrong = try bundle.runtime("update", "--cpuset-cpus", "4095", bundle.id)
            #expect(wrong.status == 1)
            #expect(wrong.errors.contains("linux.resources.cpu.cpus: "), "\(wrong)")
            if !UnifiedHierarchy.isAlone { #expect(try bundle.cgroupFile("cpuset.cpus") == nil) }
        }
        #expect(try bundle.runtime("update", "--cpuset-cpus", "0", bundle.id).status == 0)
        let processes: [Int32] = try decoded(try bundle.runtime("ps", "--format", "json", bundle.id).output)
        #expect(processes.count == 3)
        for pid in processes {
            #expect(try SmallFile.read("/proc/\(pid)/status").contains("Cpus_allowed_list:\t0\n"))
        }
        // It stays: another update and another process find it.
        #expect(try bundle.runtime("update", "--cpu-share", "256", bundle.id).status == 0)
        #expect(try bundle.exec("grep", "Cpus_allowed_list", "/proc/self/status").output == "Cpus_allowed_list:\t0\n")
        #expect(try bundle.runtime("delete", "--force", bundle.id).status == 0)
        try bundle.expectNothingLeft()
    }

    @Test(.differs(on: .crun, "It takes a swap of 0 for none at all, and passes over what is no number."))
    func limitsComeFromAFile() throws {
        let bundle = try running()
        let json = #"{"memory": {"limit": 50331648, "swap": 0}, "pids": {"limit": 0}, "cpu": {"shares": 100}}"#
        let outcome = try bundle.runtime(["update", "--resources", "-", bundle.id], input: json)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try bundle.keeps(v1: ("memory.limit_in_bytes", "50331648"), v2: ("memory.max", "50331648")))
        #expect(try bundle.keeps(v1: ("cpu.shares", "100"), v2: ("cpu.weight", "4")))
        #expect(try bundle.cgroupFile("pids.max") == "max")
        let wrong = try bundle.runtime(
            ["update", "--resources", "-", bundle.id], input: #"{"memory": {"limit": "x"}}"#)
        #expect(wrong.status == 1)
        if RuntimeUnderTest.isOurs { #expect(wrong.errors.contains(".memory.limit: "), "\(wrong)") }
    }

    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func whatCannotBeIsNamed() throws {
        let bundle = try running()
        let missing = try bundle.runtime(
            ["update", "-r", "-", bundle.id], input: #"{"unified": {"memory.none": "1"}}"#)
        #expect(missing.errors.contains("linux.resources.unified"), "\(missing)")
        let small = try bundle.runtime(
            ["update", "-r", "-", bundle.id], input: #"{"memory": {"limit": 4096, "checkBeforeUpdate": true}}"#)
        #expect(small.errors.contains("linux.resources.memory.limit: 4096 is below the "), "\(small)")
        #expect(try bundle.runtime("kill", bundle.id, "KILL").status == 0)
        try bundle.waitForEnd()
        #expect(try bundle.runtime("update", "--memory", "1000000", bundle.id).status == 1)
    }

    @Test(.enabled(if: access("/sys/fs/resctrl/schemata", F_OK) != 0 && RuntimeUnderTest.speaksAsRunc))
    func sharesThatTheMachineCannotGiveAreRefused() throws {
        let bundle = try running()
        for (option, schema, member) in [
            ("--l3-cache-schema", "L3:0=f", "l3CacheSchema"), ("--mem-bw-schema", "MB:0=50", "memBwSchema"),
        ] {
            let outcome = try bundle.runtime("update", "--memory", "33554432", option, schema, bundle.id)
            #expect(outcome.status == 1)
            if RuntimeUnderTest.isOurs { #expect(outcome.errors.contains("linux.intelRdt.\(member): "), "\(outcome)") }
            #expect(try bundle.keeps(v1: ("memory.limit_in_bytes", "67108864"), v2: ("memory.max", "67108864")))
            #expect(try bundle.runtime("update", option, "", bundle.id).status == 0)
        }
    }

    @Test(.enabled(if: RuntimeUnderTest.speaksAsRunc))
    func statisticsAreTold() throws {
        let bundle = try running()
        let outcome = try bundle.runtime("events", "--stats", bundle.id)
        let event: JSONValue = try decoded(outcome.output)
        #expect(event["type"] == .string("stats"))
        #expect(event["id"] == .string(bundle.id))
        let data = try #require(event["data"])
        #expect(data["memory"]?["usage"]?["limit"]?.number == Double(64 << 20))
        #expect(data["memory"]?["swap"]?["limit"]?.number == Double(64 << 20))
        #expect(data["memory"]?["raw"]?["pgfault"]?.number != nil)
        #expect(data["cpu"]?["usage"]?["total"]?.number ?? 0 > 0)
        #expect(data["pids"]?["current"]?.number == 1)
        for name in ["cpuset", "blkio", "hugetlb", "intel_rdt"] { #expect(data[name] != nil) }
    }

    /// The container asks for more than it may have, and ends: both are told, and then the command ends; runc's goes
    /// on.
    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func eventsAreTold() throws {
        let bundle = try Bundle("cat /tmp/go; dd if=/dev/zero of=/dev/null bs=200M count=1; exit 0") { spec in
            spec.linux?.resources?.memory = .init(limit: 20 << 20, swap: 20 << 20)
        }
        try systemCall("mkfifo") { mkfifo(bundle.root("tmp/go"), 0o666) }
        try bundle.startDetached()
        let script = "\"$0\" --root \"$1\" events --interval 100ms \"$2\" | tee \"$3\""
        // The first statistics tell that the command listens.
        let go = "until [ -s \"$3\" ]; do :; done; echo >\"$4\""
        let words = ["/bin/sh", "-c", "( \(script) ) & \(go); wait"]
        let files = ["\(bundle.directory)/events", bundle.root("tmp/go")]
        let outcome = try ProgramRun(
            arguments: words + [try RuntimeUnderTest.path(), bundle.stateRoot, bundle.id] + files,
            directory: bundle.directory
        ).run()
        let types = try outcome.lines.map { try (decoded($0) as JSONValue)["type"] }
        #expect(types.first == .string("stats"))
        #expect(types.contains(.string("oom")), "\(types)")
    }

    /// On a machine with both versions, a controller may be v2's while the others are v1's.
    @Test(
        .enabled(
            if: RuntimeUnderTest.isOurs && UnifiedHierarchy.mountpoint == "/sys/fs/cgroup/unified"
                && UnifiedHierarchy.controllers.contains("hugetlb")))
    func limitsOfBothVersionsAreKept() throws {
        let bundle = try Bundle("sleep 1000") { spec in
            spec.linux?.resources = try decoded(
                #"{"hugepageLimits": [{"pageSize": "2MB", "limit": 4194304}], "pids": {"limit": 9}}"#)
        }
        try bundle.startDetached()
        #expect(try bundle.cgroupFile("hugetlb.2MB.max") == "4194304")
        #expect(try bundle.cgroupFile("pids.max") == "9")
        let json = #"{"hugepageLimits": [{"pageSize": "2MB", "limit": 2097152}]}"#
        #expect(try bundle.runtime(["update", "-r", "-", bundle.id], input: json).status == 0)
        #expect(try bundle.cgroupFile("hugetlb.2MB.max") == "2097152")
    }
}
