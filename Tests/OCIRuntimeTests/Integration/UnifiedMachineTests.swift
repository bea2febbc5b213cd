import Glibc
import Linux
import OCI
import Testing

/// As on a machine that has cgroups of v2 only: where it has v1 too, the runtime sees a mount of v2 in its place, in a
/// mount namespace of its own.
@Suite(.enabled(if: geteuid() == 0 && UnifiedHierarchy.mountpoint != nil))
struct UnifiedMachineTests {
    private func bundle(_ script: String, _ configure: (inout RuntimeSpec) throws -> Void = { _ in }) throws -> Bundle {
        let bundle = try Bundle(script, configure)
        if UnifiedHierarchy.isAlone { return bundle }
        let inner = "mount -t cgroup2 cgroup2 /sys/fs/cgroup && exec \"$@\""
        bundle.wrapper = ["/usr/bin/unshare", "--mount", "--propagation", "private", "/bin/sh", "-c", inner, "sh"]
        return bundle
    }

    @Test func aContainerRunsInItsOwnCgroup() throws {
        let bundle = try bundle(
            "grep ^0: /proc/self/cgroup; grep -c cgroup2 /proc/self/mounts; cat /sys/fs/cgroup/cgroup.procs")
        let outcome = try bundle.run()
        #expect(outcome.lines.prefix(3) == ["0::/", "1", "1"], "\(outcome)")
        try bundle.expectNothingLeft()
    }

    /// A device that the machine does not have: an open that is allowed fails with "No such device or address".
    @Test func rulesAboutDevicesHold() throws {
        let bundle = try bundle("mknod /tmp/c c 60 0; true </dev/zero && echo allowed; cat /tmp/c 2>&1") { spec in
            spec.root?.readonly = false
            spec.process?.capabilities = .init(
                bounding: ["CAP_MKNOD"], effective: ["CAP_MKNOD"], permitted: ["CAP_MKNOD"])
        }
        let refused = try bundle.run()
        #expect(refused.lines.first == "allowed", "\(refused)")
        #expect(refused.lines.last?.hasSuffix("Operation not permitted") == true, "\(refused)")
        bundle.spec.linux?.resources?.devices?.append(.init(allow: true, type: "c", major: 60, minor: 0, access: "r"))
        let allowed = try bundle.run()
        #expect(allowed.lines.last?.hasSuffix("No such device or address") == true, "\(allowed)")
    }

    @Test(.enabled(if: UnifiedHierarchy.controllers.contains("hugetlb")))
    func limitsAreWritten() throws {
        let bundle = try bundle("cat /sys/fs/cgroup/hugetlb.2MB.max") { spec in
            spec.linux?.resources = try decoded(#"{"hugepageLimits": [{"pageSize": "2MB", "limit": 4194304}]}"#)
        }
        let outcome = try bundle.run()
        #expect(outcome.output == "4194304\n", "\(outcome.errors)")
    }

    @Test(.enabled(if: RuntimeUnderTest.isOurs && !UnifiedHierarchy.controllers.contains("memory")))
    func aLimitWithoutItsControllerIsRefused() throws {
        let bundle = try bundle("true") { $0.linux?.resources?.memory = .init(limit: 64 << 20) }
        let outcome = try bundle.run()
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("linux.resources.memory.limit: this machine has no cgroup controller 'memory'"))
        try bundle.expectNothingLeft()
    }

    @Test func aPausedContainerStands() throws {
        let bundle = try bundle("echo >/tmp/ready; sleep 1000")
        try bundle.makeReadyPipe()
        try bundle.startDetached()
        try bundle.waitUntilReady()
        #expect(try bundle.runtime("pause", bundle.id).status == 0)
        #expect(try bundle.state().status == .paused)
        #expect(
            try SmallFile.read("\(UnifiedHierarchy.mountpoint ?? "")/\(bundle.id)/cgroup.events").contains("frozen 1"))
        #expect(try bundle.runtime("resume", bundle.id).status == 0)
        #expect(try bundle.state().status == .running)
        #expect(try bundle.runtime("pause", bundle.id).status == 0)
        #expect(try bundle.runtime("delete", "--force", bundle.id).status == 0)
        try bundle.expectNothingLeft()
    }

    /// A cgroup of v2 that has passed controllers on takes no processes itself: an exec goes where the first process
    /// is. runc goes there only when it must.
    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func anExecFollowsTheFirstProcess() throws {
        let script =
            "mkdir /sys/fs/cgroup/inner; echo 1 >/sys/fs/cgroup/inner/cgroup.procs; echo >/tmp/ready; sleep 1000"
        let bundle = try bundle(script) { $0.mountCgroup("rw") }
        try bundle.makeReadyPipe()
        try bundle.startDetached()
        try bundle.waitUntilReady()
        let outcome = try bundle.exec("grep", "^0:", "/proc/self/cgroup")
        #expect(outcome.output == "0::/inner\n", "\(outcome.errors)")
        #expect(try bundle.runtime("delete", "--force", bundle.id).status == 0)
        try bundle.expectNothingLeft()
    }

    /// Root of a user namespace divides its cgroup, and cannot change its limits. runc has it so with systemd only.
    @Test(.enabled(if: RuntimeUnderTest.isOurs), arguments: [("rw", 0), ("rw", 7), ("ro", 0)] as [(String, UInt32)])
    func aCgroupThatMayBeWrittenIsTheUsers(option: String, user: UInt32) throws {
        let script = """
            cd /sys/fs/cgroup; stat -c %u . cgroup.procs cgroup.max.depth
            mkdir inner && echo $$ >inner/cgroup.procs && grep ^0: /proc/self/cgroup; echo 1 >cgroup.max.depth
            """
        let bundle = try bundle(script) { spec in
            let mapping = [RuntimeSpec.IDMapping(containerID: 0, hostID: 100_000, size: 65_536)]
            spec.process?.user = .init(uid: user, gid: user)
            spec.linux?.namespaces?.append(.init(type: .user))
            spec.linux?.uidMappings = mapping
            spec.linux?.gidMappings = mapping
            spec.mountCgroup(option)
        }
        let outcome = try bundle.run()
        // Who is not mapped is shown as 65534.
        let isGiven = option == "rw"
        let expected = isGiven ? ["\(user)", "\(user)", "65534", "0::/inner"] : ["65534", "65534", "65534"]
        #expect(outcome.lines == expected, "\(outcome)")
        #expect(outcome.status != 0)
        try bundle.expectNothingLeft()
    }

    @Test(.enabled(if: RuntimeUnderTest.isOurs))
    func allProcessesGoWithTheContainer() throws {
        let bundle = try bundle("sleep 1000 & sleep 1000 & echo >/tmp/ready") { spec in
            spec.linux?.namespaces?.removeAll { $0.type == .pid }
        }
        try bundle.makeReadyPipe()
        try bundle.startDetached()
        try bundle.waitUntilReady()
        try bundle.waitForEnd()
        #expect(try bundle.runtime("delete", bundle.id).status == 0)
        try bundle.expectNothingLeft()
    }
}
