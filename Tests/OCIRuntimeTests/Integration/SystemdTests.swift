import Glibc
import Linux
import OCI
import Testing

@testable import Cgroups

/// Cgroups that systemd makes; a bus of the tests' own stands for it.
@Suite(.enabled(if: geteuid() == 0 && RuntimeUnderTest.isOurs))
struct SystemdTests {
    private func bundle(
        _ script: String, _ systemd: FakeSystemd,
        _ configure: (inout RuntimeSpec) throws -> Void = { _ in }
    ) throws -> Bundle {
        let bundle = try Bundle(script, configure)
        bundle.spec.linux?.cgroupsPath = "wherrytest-\(bundle.id.suffix(6)).slice:pre:\(bundle.id)"
        bundle.wrapper = ["/usr/bin/env", "DBUS_SYSTEM_BUS_ADDRESS=unix:path=\(systemd.path)"]
        bundle.globalOptions = ["--systemd-cgroup"]
        return bundle
    }

    private func withSystemd(jobsEndAs result: String = "done", _ body: (FakeSystemd) throws -> Void) throws {
        let place = try Bundle()
        let systemd = try FakeSystemd(in: place.directory, jobsEndAs: result)
        defer { systemd.end() }
        try body(systemd)
    }

    @Test func aScopeIsStartedChangedAndStopped() throws {
        try withSystemd { systemd in
            let bundle = try bundle("sleep 1000", systemd) { spec in
                spec.linux?.resources?.memory = .init(limit: 64 << 20)
                spec.linux?.resources?.cpu = .init(shares: 512, quota: 50_000, period: 100_000)
                spec.linux?.resources?.pids = .init(limit: 20)
                spec.annotations = ["org.systemd.property.TimeoutStopSec": "3"]
            }
            try bundle.startDetached()
            let unit = "pre-\(bundle.id).scope"
            let slice = "wherrytest-\(bundle.id.suffix(6)).slice"
            #expect(systemd.body(of: "StartTransientUnit")?.first == .string(unit))
            let properties = systemd.properties(of: "StartTransientUnit")
            #expect(properties["Slice"] == .string(slice))
            #expect(properties["PIDs"] == .array("u", [.uint32(UInt32(try bundle.pid()))]))
            #expect(properties["Delegate"] == .boolean(true))
            #expect(properties["MemoryLimit"] ?? properties["MemoryMax"] == .uint64(64 << 20))
            #expect(properties["TasksMax"] == .uint64(20))
            #expect(properties["CPUQuotaPerSecUSec"] == .uint64(500_000))
            #expect(properties["TimeoutStopUSec"] == .uint64(3_000_000))
            #expect(properties["DevicePolicy"] == .string("strict"))
            let path = "/wherrytest.slice/\(slice)/\(unit)"
            #expect(try SmallFile.read("/proc/\(try bundle.pid())/cgroup").contains("\(path)\n"))
            let cgroup = (UnifiedHierarchy.isAlone ? "/sys/fs/cgroup" : "/sys/fs/cgroup/pids") + path
            #expect(try SmallFile.read("\(cgroup)/pids.max") == "20\n")

            #expect(try bundle.runtime("update", "--pids-limit", "30", bundle.id).status == 0)
            #expect(systemd.properties(of: "SetUnitProperties")["TasksMax"] == .uint64(30))
            #expect(try SmallFile.read("\(cgroup)/pids.max") == "30\n")
            #expect(try bundle.exec("true").status == 0)

            #expect(try bundle.runtime("delete", "--force", bundle.id).status == 0)
            #expect(systemd.body(of: "StopUnit")?.first == .string(unit))
            #expect(access(cgroup, F_OK) != 0)
            try removeSlice(slice)
        }
    }

    @Test func aJobThatFailsFailsTheCreation() throws {
        try withSystemd(jobsEndAs: "failed") { systemd in
            let bundle = try bundle("true", systemd)
            let outcome = try bundle.run()
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("ended as 'failed'"), "\(outcome)")
            try bundle.expectNothingLeft()
        }
    }

    @Test func aBusThatIsNotThereIsNamed() throws {
        try withSystemd { systemd in
            let bundle = try bundle("true", systemd)
            bundle.wrapper[1] += ".not"
            let outcome = try bundle.run()
            #expect(outcome.errors.contains("systemd's D-Bus at \(systemd.path).not"), "\(outcome)")
            try bundle.expectNothingLeft()
        }
    }

    @Test func whatIsNoPathOfAUnitIsRefused() throws {
        try withSystemd { systemd in
            let bundle = try bundle("true", systemd)
            for path in ["/system.slice/x", "a:b", "nope:a:b", "a..slice:", "x.slice:y:"] {
                bundle.spec.linux?.cgroupsPath = path
                let outcome = try bundle.run()
                #expect(outcome.errors.contains("linux.cgroupsPath: "), "\(path): \(outcome)")
            }
            try bundle.expectNothingLeft()
        }
    }

    /// systemd would remove it with the slice.
    private func removeSlice(_ slice: String) throws {
        for hierarchy in ["/sys/fs/cgroup"] + (try CgroupDirectory.children(of: "/sys/fs/cgroup")) {
            rmdir("\(hierarchy)/wherrytest.slice/\(slice)")
            rmdir("\(hierarchy)/wherrytest.slice")
        }
    }
}
