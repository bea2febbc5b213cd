import Glibc
import OCI
import Testing

@testable import OCIRuntime

@Suite(.enabled(if: geteuid() == 0))
struct SecurityTests {
    /// Lines of `/proc/self/status` by their names.
    private func status(_ configure: (inout RuntimeSpec) throws -> Void) throws -> [String: String] {
        let bundle = try Bundle("exec cat /proc/self/status", configure)
        let outcome = try bundle.run()
        try #require(outcome.status == 0, "\(outcome.errors)")
        let pairs = outcome.lines.map { line in
            let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingPrefix { $0 == "\t" } }
            return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
        }
        return Dictionary(pairs) { first, _ in first }
    }

    @Test func capabilitiesAreThoseOfTheConfiguration() throws {
        // What is executed by root has all of the bounding set, but where that would be a new privilege.
        for (forbidden, set) in [(true, "0000000000000021"), (false, "00000000000000a1")] {
            let status = try status { spec in
                spec.process?.noNewPrivileges = forbidden
                spec.process?.capabilities = .init(
                    bounding: ["CAP_CHOWN", "CAP_KILL", "CAP_SETUID"], effective: ["CAP_CHOWN", "CAP_KILL"],
                    inheritable: [], permitted: ["CAP_CHOWN", "CAP_KILL"])
            }
            #expect(status["CapBnd"] == "00000000000000a1")
            #expect(status["CapPrm"] == set)
            #expect(status["CapEff"] == set)
            #expect(status["CapInh"] == "0000000000000000")
            #expect(status["CapAmb"] == "0000000000000000")
        }
    }

    @Test func anotherUserHasNoneButTheAmbient() throws {
        let none = try status { $0.process?.user = .init(uid: 1000, gid: 1000) }
        #expect(none["CapBnd"] == "0000000020000420")
        #expect(none["CapPrm"] == "0000000000000000")
        #expect(none["CapEff"] == "0000000000000000")
        let ambient = try status { spec in
            let names = ["CAP_KILL"]
            spec.process?.user = .init(uid: 1000, gid: 1000)
            spec.process?.capabilities = .init(
                bounding: names, effective: names, inheritable: names, permitted: names, ambient: names)
        }
        #expect(ambient["CapEff"] == "0000000000000020")
        #expect(ambient["CapAmb"] == "0000000000000020")
    }

    @Test func withoutCapabilitiesThereAreNone() throws {
        for capabilities in [nil, RuntimeSpec.Capabilities()] {
            // runc leaves them all to a process whose configuration has none of the member.
            if capabilities == nil, !RuntimeUnderTest.isOurs { continue }
            let status = try status { $0.process?.capabilities = capabilities }
            #expect(status["CapBnd"] == "0000000000000000")
            #expect(status["CapEff"] == "0000000000000000")
        }
    }

    @Test func newPrivilegesAreForbiddenWhenAsked() throws {
        #expect(try status { $0.process?.noNewPrivileges = true }["NoNewPrivs"] == "1")
        #expect(try status { $0.process?.noNewPrivileges = false }["NoNewPrivs"] == "0")
    }

    @Test func usersAndGroupsAreThoseOfTheConfiguration() throws {
        let status = try status { $0.process?.user = .init(uid: 1234, gid: 2345, additionalGids: [3456, 4567]) }
        #expect(status["Uid"] == "1234\t1234\t1234\t1234")
        #expect(status["Gid"] == "2345\t2345\t2345\t2345")
        #expect(status["Groups"]?.split(separator: " ") == ["3456", "4567"])
        let root = try self.status { $0.process?.user = nil }
        #expect(root["Uid"] == "0\t0\t0\t0")
        // The caller's groups are gone.
        #expect(root["Groups"]?.split(separator: " ") == [])
    }

    @Test(arguments: [true, false])
    func aFilterRefusesSystemCalls(noNewPrivileges: Bool) throws {
        let bundle = try Bundle(
            "grep Seccomp: /proc/self/status; mkdir /tmp/made 2>&1; chmod 700 /tmp 2>&1; echo still here"
        ) { spec in
            spec.root?.readonly = false
            spec.process?.noNewPrivileges = noNewPrivileges
            spec.process?.capabilities = .init(bounding: [], effective: [], permitted: [])
            var filter = RuntimeSpec.Seccomp(defaultAction: "SCMP_ACT_ALLOW")
            filter.syscalls = [
                .init(names: ["mkdir", "mkdirat"], action: "SCMP_ACT_ERRNO"),
                .init(names: ["chmod", "fchmodat", "fchmodat2"], action: "SCMP_ACT_ERRNO", errnoRet: 28),
            ]
            spec.linux?.seccomp = filter
        }
        let outcome = try bundle.run()
        #expect(
            outcome.lines == [
                "Seccomp:\t2", "mkdir: can't create directory '/tmp/made': Operation not permitted",
                "chmod: /tmp: No space left on device", "still here",
            ], "\(outcome.errors)")
    }

    @Test func anExecIsUnderTheFilterToo() throws {
        let bundle = try Bundle("sleep 1000") { spec in
            spec.linux?.seccomp = RuntimeSpec.Seccomp(defaultAction: "SCMP_ACT_ALLOW")
            spec.linux?.seccomp?.syscalls = [
                .init(names: ["mkdir", "mkdirat"], action: "SCMP_ACT_ERRNO", errnoRet: 28)
            ]
        }
        try bundle.startDetached()
        let outcome = try bundle.exec("sh", "-c", "grep Seccomp: /proc/self/status; mkdir /dev/shm/made")
        #expect(outcome.output == "Seccomp:\t2\n")
        #expect(outcome.errors.contains("No space left on device"))
    }

    /// The filter of a usual profile, with all that a shell needs.
    @Test func aUsualProfileLetsUsualProgramsRun() throws {
        let bundle = try Bundle("echo $(ls / | wc -l) $(id -u); unshare -U true 2>&1; true") { spec in
            var filter = RuntimeSpec.Seccomp.usual
            filter.syscalls?.append(.init(names: UsualCalls.names, action: "SCMP_ACT_ALLOW"))
            spec.linux?.seccomp = filter
        }
        symlink("busybox", bundle.root("bin/unshare"))
        let outcome = try bundle.run()
        #expect(outcome.lines.first == "6 0", "\(outcome)")
        #expect(outcome.lines.last?.hasSuffix("Operation not permitted") == true, "\(outcome)")
    }

    @Test func aKillingFilterKills() throws {
        let bundle = try Bundle { spec in
            spec.process?.args = ["mkdir", "/tmp/made"]
            spec.linux?.seccomp = RuntimeSpec.Seccomp(defaultAction: "SCMP_ACT_ALLOW")
            spec.linux?.seccomp?.syscalls = [.init(names: ["mkdir", "mkdirat"], action: "SCMP_ACT_KILL_PROCESS")]
        }
        #expect(try bundle.run().status == 128 + SIGSYS)
    }

    @Test func anUnknownActionIsRefused() throws {
        let bundle = try Bundle { $0.linux?.seccomp = RuntimeSpec.Seccomp(defaultAction: "SCMP_ACT_NOPE") }
        let outcome = try bundle.run()
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("SCMP_ACT_NOPE"))
        try bundle.expectNothingLeft()
    }

    /// What the kernel knows of the runtime's memory and files must not be seen from inside while it sets itself up.
    @Test func noDescriptorLeaksIntoTheContainer() throws {
        let bundle = try Bundle("ls /proc/self/fd | xargs")
        #expect(try bundle.run(inherited: [(9, 1), (77, 2)]).output == "0 1 2 3\n")
        let running = try Bundle("sleep 1000")
        try running.startDetached()
        let outcome = try running.runtime(
            ["exec", running.id, "sh", "-c", "ls /proc/self/fd | xargs; ls /proc/1/fd | xargs"],
            inherited: [(9, 1), (77, 2)])
        #expect(outcome.lines == ["0 1 2 3", "0 1 2"])
    }
}
