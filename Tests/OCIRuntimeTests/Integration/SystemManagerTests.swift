import Glibc
import Linux
import OCI
import Testing

@testable import OCIRuntime

/// Cgroups that systemd makes, where it is the machine's first process.
@Suite(
    .enabled(
        if: geteuid() == 0 && RuntimeUnderTest.isOurs && SystemManager.isRunning,
        "systemd does not run this machine; `make test-vm` boots one that it runs"))
struct SystemManagerTests {
    private func bundle(_ configure: (inout RuntimeSpec) throws -> Void = { _ in }) throws -> Bundle {
        let bundle = try Bundle("sleep 1000", configure)
        bundle.spec.linux?.cgroupsPath = "wherrytest.slice:pre:\(bundle.id)"
        bundle.globalOptions = ["--systemd-cgroup"]
        return bundle
    }

    private func unit(_ bundle: Bundle) -> String { "pre-\(bundle.id).scope" }
    private func cgroup(_ bundle: Bundle) -> String { "/sys/fs/cgroup/wherrytest.slice/\(unit(bundle))" }

    private let limits = [
        "MemoryMax": "67108864", "MemorySwapMax": "33554432", "MemoryLow": "33554432", "CPUWeight": "20",
        "CPUQuotaPerSecUSec": "500ms", "CPUQuotaPeriodUSec": "100ms", "AllowedCPUs": "0", "TasksMax": "20",
        "DevicePolicy": "strict", "Slice": "wherrytest.slice", "Delegate": "yes", "ActiveState": "active",
        "TimeoutStopUSec": "3s",
    ]

    private func limited() throws -> Bundle {
        try bundle { spec in
            spec.linux?.resources?.memory = .init(limit: 64 << 20, reservation: 32 << 20, swap: 96 << 20)
            spec.linux?.resources?.cpu = .init(shares: 512, quota: 50_000, period: 100_000, cpus: "0")
            spec.linux?.resources?.pids = .init(limit: 20)
            spec.annotations = ["org.systemd.property.TimeoutStopSec": "3"]
        }
    }

    @Test func itKnowsTheLimits() throws {
        let bundle = try limited()
        try bundle.startDetached()
        let shown = try SystemManager.properties(of: unit(bundle), in: bundle.directory)
        for (name, value) in limits { #expect(shown[name] == value, "\(name)") }
        #expect(try SmallFile.read("\(cgroup(bundle))/cgroup.procs") == "\(try bundle.pid())\n")
        #expect(try bundle.exec("true").status == 0)

        let words = ["update", "--memory", "33554432", "--memory-swap", "33554432", "--pids-limit", "30"]
        #expect(try bundle.runtime(words + ["--cpu-quota", "20000", bundle.id]).status == 0)
        let changed = try SystemManager.properties(of: unit(bundle), in: bundle.directory)
        #expect(changed["MemoryMax"] == "33554432")
        #expect(changed["MemorySwapMax"] == "0")
        #expect(changed["TasksMax"] == "30")
        #expect(changed["CPUQuotaPerSecUSec"] == "200ms")
        #expect(changed["CPUWeight"] == "20")

        #expect(try bundle.runtime("delete", "--force", bundle.id).status == 0)
        #expect(try SystemManager.properties(of: unit(bundle), in: bundle.directory)["LoadState"] == "not-found")
        #expect(access(cgroup(bundle), F_OK) != 0)
        try bundle.expectNothingLeft()
    }

    /// systemd gives it to none but root.
    @Test func itsCgroupIsTheUsers() throws {
        let bundle = try bundle { spec in
            let mapping = [RuntimeSpec.IDMapping(containerID: 0, hostID: 100_000, size: 65_536)]
            spec.linux?.namespaces?.append(.init(type: .user))
            spec.linux?.uidMappings = mapping
            spec.linux?.gidMappings = mapping
            spec.mountCgroup("rw")
        }
        try bundle.startDetached()
        let owners = try ["", "cgroup.procs", "memory.max"].map { name in
            let file = try OwnedDescriptor.open("\(cgroup(bundle))/\(name)", OpenFlags.path)
            return try FileStatus(of: file.raw).owner
        }
        #expect(owners == [100_000, 100_000, 0])
        let script = "mkdir /sys/fs/cgroup/inner && echo $$ >/sys/fs/cgroup/inner/cgroup.procs"
        #expect(try bundle.exec("sh", "-c", script).status == 0)
        #expect(try bundle.runtime("delete", "--force", bundle.id).status == 0)
        try bundle.expectNothingLeft()
    }

    /// systemd writes all limits anew, and the rules about devices.
    @Test func aReloadChangesNothing() throws {
        let bundle = try limited()
        bundle.spec.root?.readonly = false
        try bundle.startDetached()
        #expect(try bundle.runtime("update", "--pids-limit", "30", "--cpu-quota", "30000", bundle.id).status == 0)
        let files = ["memory.max", "memory.swap.max", "memory.low", "pids.max", "cpu.weight", "cpu.max", "cpuset.cpus"]
        let before = try files.map { try SmallFile.read("\(cgroup(bundle))/\($0)") }
        #expect(try SystemManager.control("daemon-reload", in: bundle.directory).status == 0)
        #expect(try files.map { try SmallFile.read("\(cgroup(bundle))/\($0)") } == before)
        let script = "true </dev/zero && mknod /tmp/c c 4 63 && true </tmp/c"
        let refused = try bundle.runtime("exec", "--cap", "CAP_MKNOD", bundle.id, "sh", "-c", script)
        #expect(refused.errors.contains("Operation not permitted"), "\(refused)")
        #expect(try bundle.runtime("delete", "--force", bundle.id).status == 0)
    }

    @Test func aUnitThatEndsByItselfIsGone() throws {
        let bundle = try bundle()
        bundle.spec.process?.args = ["sh", "-c", "exit 7"]
        #expect(try bundle.run().status == 7)
        #expect(try SystemManager.properties(of: unit(bundle), in: bundle.directory)["LoadState"] == "not-found")
        try bundle.expectNothingLeft()
    }

    @Test func aPausedContainerStands() throws {
        let bundle = try bundle()
        try bundle.startDetached()
        #expect(try bundle.runtime("pause", bundle.id).status == 0)
        #expect(try SmallFile.read("\(cgroup(bundle))/cgroup.events").contains("frozen 1"))
        #expect(try bundle.runtime("delete", "--force", bundle.id).status == 0)
        #expect(access(cgroup(bundle), F_OK) != 0)
    }

    /// A property that systemd does not know fails the creation, with its own words.
    @Test func whatItRefusesIsTold() throws {
        let bundle = try bundle { $0.annotations = ["org.systemd.property.NoSuchThing": "true"] }
        let outcome = try bundle.run()
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("NoSuchThing"), "\(outcome)")
        try bundle.expectNothingLeft()
    }

    @Test(.enabled(if: SystemManager.user != nil, "no ordinary user has a manager of their own here"))
    func anOrdinaryUsersManagerMakesThem() throws {
        let user = try #require(SystemManager.user)
        let bundle = try bundle()
        bundle.spec = .rootless(user: user, group: user)
        bundle.spec.ociVersion = "1.0.2"
        bundle.spec.process?.terminal = false
        bundle.spec.process?.args = ["sh", "-c", "cat /proc/self/cgroup; cat /sys/fs/cgroup/pids.max"]
        bundle.spec.linux?.cgroupsPath = ":pre:\(bundle.id)"
        bundle.spec.linux?.resources = .init(memory: .init(limit: 64 << 20), pids: .init(limit: 20))
        try bundle.giveRoot(to: user)
        // Started by that manager, as a login's processes are.
        bundle.wrapper = SystemManager.run(as: user)
        let outcome = try bundle.run()
        #expect(outcome.output == "0::/\n20\n", "\(outcome)")

        bundle.spec.process?.args = ["sleep", "1000"]
        try bundle.startDetached()
        let own = "/user.slice/user-\(user).slice/user@\(user).service"
        let path = "\(own)/user.slice/\(unit(bundle))"
        #expect(try SmallFile.read("/proc/\(try bundle.pid())/cgroup") == "0::\(path)\n")
        #expect(try SmallFile.read("/sys/fs/cgroup\(path)/memory.max") == "67108864\n")
        #expect(try bundle.runtime("update", "--pids-limit", "30", bundle.id).status == 0)
        #expect(try SmallFile.read("/sys/fs/cgroup\(path)/pids.max") == "30\n")
        #expect(try bundle.exec("true").status == 0)
        #expect(try bundle.runtime("delete", "--force", bundle.id).status == 0)
        #expect(access("/sys/fs/cgroup\(path)", F_OK) != 0)
    }
}
