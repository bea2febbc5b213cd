import Cgroups
import Glibc
import Linux
import OCI
import TestSupport
import Testing

@Suite(.enabled(if: geteuid() == 0))
struct CgroupLimitTests {
    /// The directory whose files hold the limits of a controller, and whether it is of v2.
    private func directory(_ bundle: Bundle, of controller: String) throws -> (path: String, isUnified: Bool) {
        let placement = try CgroupPlacement(
            path: "/\(bundle.id)", id: bundle.id, resources: .init(cpu: .init(cpus: "0")), in: .detect())
        return (try #require(placement.directory(of: controller)), placement.isUnified)
    }

    private func value(_ bundle: Bundle, _ controller: String, v1: String, v2: String) throws -> String {
        let (path, isUnified) = try directory(bundle, of: controller)
        return String(try SmallFile.read("\(path)/\(isUnified ? v2 : v1)").prefix { $0 != "\n" })
    }

    @Test func limitsAreInTheCgroupsFiles() throws {
        let bundle = try Bundle("sleep 1000") { spec in
            spec.linux?.resources?.memory = .init(limit: 64 << 20, reservation: 32 << 20)
            spec.linux?.resources?.cpu = .init(shares: 512, quota: 50_000, period: 100_000, cpus: "0")
            spec.linux?.resources?.pids = .init(limit: 77)
        }
        try bundle.startDetached()
        #expect(try value(bundle, "memory", v1: "memory.limit_in_bytes", v2: "memory.max") == "67108864")
        #expect(try value(bundle, "memory", v1: "memory.soft_limit_in_bytes", v2: "memory.low") == "33554432")
        #expect(try value(bundle, "pids", v1: "pids.max", v2: "pids.max") == "77")
        #expect(try ["512", "20"].contains(value(bundle, "cpu", v1: "cpu.shares", v2: "cpu.weight")))
        #expect(try ["50000", "50000 100000"].contains(value(bundle, "cpu", v1: "cpu.cfs_quota_us", v2: "cpu.max")))
        #expect(try value(bundle, "cpuset", v1: "cpuset.cpus", v2: "cpuset.cpus") == "0")
        let pid = try bundle.pid()
        for controller in ["memory", "cpu", "pids", "cpuset"] {
            let processes = try SmallFile.read("\(directory(bundle, of: controller).path)/cgroup.procs")
            #expect(processes == "\(pid)\n")
        }
        #expect(try bundle.runtime("delete", "--force", bundle.id).status == 0)
        try bundle.expectNothingLeft()
    }

    @Test func theContainerSeesItsOwn() throws {
        let bundle = try Bundle(
            "cat /sys/fs/cgroup/pids/pids.max /sys/fs/cgroup/pids.max 2>/dev/null; cut -d: -f3 /proc/self/cgroup | sort -u"
        ) {
            $0.linux?.resources?.pids = .init(limit: 55)
        }
        let lines = try bundle.run().lines
        #expect(lines.first == "55")
        #expect(lines.dropFirst().first == "/")
    }

    @Test func aLimitOfProcessesBites() throws {
        let script = "for i in 1 2 3 4 5 6 7 8; do sleep 1000 & done; echo all"
        let bundle = try Bundle(script) { $0.linux?.resources?.pids = .init(limit: 5) }
        let outcome = try bundle.run()
        #expect(outcome.errors.contains("can't fork"), "\(outcome)")
        #expect(!outcome.output.contains("all"))
        try bundle.expectNothingLeft()
    }

    @Test func aLimitOfMemoryBites() throws {
        let bundle = try Bundle("head -c 100000000 /dev/zero | tail -c 90000000 >/dev/null; echo $?") {
            $0.linux?.resources?.memory = .init(limit: 16 << 20)
        }
        let outcome = try bundle.run()
        // Where the first victim is slow to go, the kernel takes the shell as well.
        #expect(outcome.lines.last == "137" || outcome.status == 137, "\(outcome)")
    }

    /// The first process itself is out of memory: that is told from a program that failed.
    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func tooLittleMemoryToBeginWithIsTold() throws {
        let bundle = try Bundle { $0.linux?.resources?.memory = .init(limit: 4096) }
        let outcome = try bundle.run()
        #expect(outcome.status != 0)
        #expect(!outcome.errors.isEmpty)
        try bundle.expectNothingLeft()
    }

    @Test(.differs(on: .crun, "It leaves the cgroups behind when a limit is refused."))
    func limitsThatCannotBeAreNamed() throws {
        let broken: [(String, (inout RuntimeSpec.Resources) -> Void)] = [
            ("swap", { $0.memory = .init(limit: 64 << 20, swap: 32 << 20) }),
            ("cpus", { $0.cpu = .init(cpus: "900-901") }),
            ("unified", { $0.unified = ["no.such.file": "1"] }),
        ]
        for (member, change) in broken {
            let bundle = try Bundle { spec in
                var resources = RuntimeSpec.Resources()
                change(&resources)
                spec.linux?.resources = resources
            }
            let outcome = try bundle.run()
            if !RuntimeUnderTest.isOurs, member != "cpus" { continue }
            #expect(outcome.status == 1, "\(member)")
            #expect(outcome.errors.contains(member), "\(outcome.errors)")
            try bundle.expectNothingLeft()
        }
    }

    @Test(arguments: ["/a/../b", "..", "/"])
    func aPathThatLeadsElsewhereIsRefused(path: String) throws {
        guard RuntimeUnderTest.isOurs else { return }
        let bundle = try Bundle { $0.linux?.cgroupsPath = path }
        let outcome = try bundle.run()
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("linux.cgroupsPath"))
    }

    /// Deleting the one would kill the other's processes.
    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func aCgroupInUseIsRefused() throws {
        let first = try Bundle("sleep 1000")
        try first.startDetached()
        let second = try Bundle { $0.linux?.cgroupsPath = "/\(first.id)" }
        let outcome = try second.run()
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("container's cgroup is not empty: 1 process(es) found"))
        #expect(try first.state().status == .running)
        #expect(try first.cgroups() != [])
    }

    @Test func cgroupsOfTheContainersOwnMakingGoWithIt() throws {
        let script =
            "cd /sys/fs/cgroup; for d in */ .; do mkdir -p $d/inner/most 2>/dev/null && echo $$ >$d/inner/most/cgroup.procs; done; echo end"
        let bundle = try Bundle(script) { $0.mountCgroup("rw") }
        #expect(try bundle.run().output == "end\n")
        try bundle.expectNothingLeft()
    }

    /// The kernel tells of the v2 hierarchy beside those of v1 also where no one has mounted it.
    @Test(.enabled(if: access("/sys/fs/cgroup/unified/cgroup.procs", F_OK) == 0))
    func aHierarchyThatIsNotMountedIsDoneWithout() throws {
        let bundle = try Bundle("echo hello") { $0.linux?.resources?.pids = .init(limit: 5) }
        try bundle.writeConfiguration()
        let script =
            "umount -l /sys/fs/cgroup/unified && \"$@\" && test ! -e /sys/fs/cgroup/unified/\(bundle.id) && echo clean"
        let words = [
            try RuntimeUnderTest.path(), "--root", bundle.stateRoot, "run", "--bundle", bundle.directory, bundle.id,
        ]
        let command =
            ["/usr/bin/unshare", "--mount", "--propagation", "private", "/bin/sh", "-c", script, "sh"] + words
        let outcome = try ProgramRun(arguments: command, directory: bundle.directory).run()
        #expect(outcome.lines == ["hello", "clean"], "\(outcome.errors)")
        try bundle.expectNothingLeft()
    }
}
