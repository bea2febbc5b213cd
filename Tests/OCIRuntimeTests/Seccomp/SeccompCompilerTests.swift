import OCI
import Testing

@testable import OCIRuntime

struct SeccompCompilerTests {
    private typealias Fixture = SystemCallFixture
    private typealias Rule = RuntimeSpec.SeccompRule

    @Test(arguments: ["read", "write", "openat", "execve", "exit_group", "futex", "mmap"])
    func whatIsAllowed(name: String) throws {
        #expect(try Fixture(.usual).answer(name) == Fixture.allow)
    }

    @Test(arguments: ["reboot", "mount", "bpf", "init_module", "ptrace", "clone3", "userfaultfd"])
    func whatIsNot(name: String) throws {
        let expected = name == "clone3" ? Fixture.missing : Fixture.notPermitted
        #expect(try Fixture(.usual).answer(name) == expected)
    }

    /// A program asks for a call that is newer than the profile, and takes EPERM for a final answer.
    @Test func callsNewerThanTheProfileAreMissing() throws {
        let filter = try Fixture(.usual)
        // The newest of the profile is openat2.
        for number in [UInt32(440), Fixture.highestNumber, 999, 0x3fff_ffff] {
            #expect(try filter.answer(number: number) == Fixture.missing, "\(number)")
        }
        #expect(try filter.answer("pidfd_open") == Fixture.notPermitted)
    }

    @Test(
        arguments: [
            (RuntimeSpec.Seccomp(defaultAction: "SCMP_ACT_ERRNO", defaultErrnoRet: 38), SystemCallFixture.missing),
            (.init(defaultAction: "SCMP_ACT_ALLOW"), SystemCallFixture.allow),
            (.init(defaultAction: "SCMP_ACT_KILL_PROCESS"), 0x8000_0000), (.init(defaultAction: "SCMP_ACT_KILL"), 0),
            (.init(defaultAction: "SCMP_ACT_LOG"), 0x7ffc_0000), (.init(defaultAction: "SCMP_ACT_TRAP"), 0x0003_0000),
        ] as [(RuntimeSpec.Seccomp, UInt32)])
    func otherDefaultsAreForNewCallsToo(profile: RuntimeSpec.Seccomp, answer: UInt32) throws {
        var profile = profile
        let isAllow = profile.defaultAction == "SCMP_ACT_ALLOW"
        profile.syscalls = [.init(names: ["read"], action: isAllow ? "SCMP_ACT_ERRNO" : "SCMP_ACT_ALLOW")]
        let filter = try Fixture(profile)
        #expect(try filter.answer(number: 999) == answer)
        #expect(try filter.answer("reboot") == answer)
        #expect(try filter.answer("read") == (isAllow ? Fixture.notPermitted : Fixture.allow))
    }

    @Test(
        arguments: [
            (0, true), (0x11, true), (0x0120_0011, true), (0x1000_0000, false), (0x0002_0000, false),
            (0x4000_0011, false),
            (0x2000_0000, false), (0xffff_ffff_0000_0000, true), (0xffff_ffff_ffff_ffff, false),
        ] as [(UInt64, Bool)])
    func clonesIntoNewNamespacesAreRefused(flags: UInt64, isAllowed: Bool) throws {
        #expect(try Fixture(.usual).answer("clone", flags) == (isAllowed ? Fixture.allow : Fixture.notPermitted))
    }

    @Test(
        arguments: [
            (0, true), (8, true), (0x20000, true), (0x20008, true), (0xffff_ffff, true), (1, false), (0x40000, false),
            (0x1_0000_0000, false), (0x1_0000_0008, false),
        ] as [(UInt64, Bool)])
    func rulesForOneCallAreAlternatives(persona: UInt64, isAllowed: Bool) throws {
        let expected = isAllowed ? Fixture.allow : Fixture.notPermitted
        #expect(try Fixture(.usual).answer("personality", persona) == expected)
    }

    @Test(
        arguments: [
            ("SCMP_CMP_NE", [4, 6], [5]), ("SCMP_CMP_LT", [4], [5, 6]), ("SCMP_CMP_LE", [4, 5], [6]),
            ("SCMP_CMP_EQ", [5], [4, 6]), ("SCMP_CMP_GE", [5, 6], [4]), ("SCMP_CMP_GT", [6], [4, 5]),
        ] as [(String, [UInt64], [UInt64])])
    func comparisons(operation: String, allowed: [UInt64], refused: [UInt64]) throws {
        let condition = RuntimeSpec.SeccompArgument(index: 2, value: 5, op: operation)
        let filter = try Fixture(
            .init(
                defaultAction: "SCMP_ACT_ERRNO",
                syscalls: [.init(names: ["ioctl"], action: "SCMP_ACT_ALLOW", args: [condition])]))
        for value in allowed { #expect(try filter.answer("ioctl", 0, 0, value) == Fixture.allow) }
        for value in refused { #expect(try filter.answer("ioctl", 0, 0, value) == Fixture.notPermitted) }
    }

    @Test func allConditionsOfARuleMustHold() throws {
        let both: [RuntimeSpec.SeccompArgument] = [
            .init(index: 0, value: 1, op: "SCMP_CMP_EQ"), .init(index: 1, value: 2, op: "SCMP_CMP_EQ"),
        ]
        let filter = try Fixture(
            .init(
                defaultAction: "SCMP_ACT_ERRNO",
                syscalls: [.init(names: ["ioctl"], action: "SCMP_ACT_ALLOW", args: both)]))
        #expect(try filter.answer("ioctl", 1, 2) == Fixture.allow)
        #expect(try filter.answer("ioctl", 1, 3) == Fixture.notPermitted)
        #expect(try filter.answer("ioctl", 3, 2) == Fixture.notPermitted)
    }

    /// As runc: libseccomp takes one condition for an argument.
    @Test func twoConditionsOnOneArgumentAreAlternatives() throws {
        let both: [RuntimeSpec.SeccompArgument] = [
            .init(index: 0, value: 1, op: "SCMP_CMP_EQ"), .init(index: 0, value: 2, op: "SCMP_CMP_EQ"),
        ]
        let filter = try Fixture(
            .init(
                defaultAction: "SCMP_ACT_ERRNO",
                syscalls: [.init(names: ["ioctl"], action: "SCMP_ACT_ALLOW", args: both)]))
        #expect(try filter.answer("ioctl", 1) == Fixture.allow)
        #expect(try filter.answer("ioctl", 2) == Fixture.allow)
        #expect(try filter.answer("ioctl", 3) == Fixture.notPermitted)
    }

    @Test func repeatedRulesAreNoHarm() throws {
        let condition = RuntimeSpec.SeccompArgument(index: 0, value: 5, op: "SCMP_CMP_EQ")
        let rules: [RuntimeSpec.SeccompRule] = [
            .init(names: ["read", "read"], action: "SCMP_ACT_ALLOW"), .init(names: ["read"], action: "SCMP_ACT_ALLOW"),
            .init(names: ["ioctl"], action: "SCMP_ACT_ALLOW", args: [condition]),
            .init(names: ["ioctl"], action: "SCMP_ACT_ALLOW", args: [condition]),
            .init(names: ["ioctl"], action: "SCMP_ACT_ALLOW"), .init(names: ["bpf"], action: "SCMP_ACT_ERRNO"),
        ]
        let filter = try Fixture(.init(defaultAction: "SCMP_ACT_ERRNO", syscalls: rules))
        #expect(try filter.answer("read") == Fixture.allow)
        #expect(try filter.answer("ioctl", 6) == Fixture.allow)
        #expect(try filter.answer("bpf") == Fixture.notPermitted)
    }

    @Test func errorNumbersAreTheRules() throws {
        let filter = try Fixture(
            .init(
                defaultAction: "SCMP_ACT_ALLOW",
                syscalls: [
                    .init(names: ["mkdir"], action: "SCMP_ACT_ERRNO", errnoRet: 28),
                    .init(names: ["chmod"], action: "SCMP_ACT_ERRNO"),
                    .init(names: ["chown"], action: "SCMP_ACT_KILL_PROCESS"),
                    .init(names: ["link"], action: "SCMP_ACT_TRACE", errnoRet: 7),
                ]))
        #expect(try filter.answer("mkdir") == Fixture.errno(28))
        #expect(try filter.answer("chmod") == Fixture.notPermitted)
        #expect(try filter.answer("chown") == 0x8000_0000)
        #expect(try filter.answer("link") == 0x7ff0_0007)
    }

    #if arch(x86_64)
    /// Programs of 32 bits number their calls otherwise, and have calls of their own.
    @Test func programsOf32BitsAreFiltered() throws {
        let filter = try Fixture(.usual)
        #expect(try filter.answer("mkdir", architecture: Fixture.i386) == Fixture.allow)
        #expect(try filter.answer("socketcall", architecture: Fixture.i386) == Fixture.allow)
        #expect(try filter.answer("reboot", architecture: Fixture.i386) == Fixture.notPermitted)
        #expect(try filter.answer("personality", 8, architecture: Fixture.i386) == Fixture.allow)
        #expect(try filter.answer("personality", 9, architecture: Fixture.i386) == Fixture.notPermitted)
    }

    @Test func architecturesThatTheProfileDoesNotNameAreRefused() throws {
        var profile = RuntimeSpec.Seccomp.usual
        profile.architectures = ["SCMP_ARCH_X86_64"]
        let filter = try Fixture(profile)
        #expect(try filter.answer("read") == Fixture.allow)
        #expect(try filter.answer("read", architecture: Fixture.i386) == Fixture.notPermitted)
        // AUDIT_ARCH_AARCH64
        #expect(try filter.answer(number: 63, architecture: 0xc000_00b7) == Fixture.notPermitted)
        // x32: the number of read with the bit of that ABI.
        #expect(try filter.answer(number: 0x4000_0000) == Fixture.notPermitted)
        #expect(try Fixture(.usual).answer(number: 0x4000_0000) == Fixture.allow)
    }
    #endif

    @Test func whatIsNoProfileIsRefused() {
        let changes: [(String, (inout RuntimeSpec.Seccomp) -> Void)] = [
            ("defaultAction: 'ALLOW' is not supported", { $0.defaultAction = "ALLOW" }),
            ("architectures: there is no 'x86_64'", { $0.architectures = ["x86_64"] }),
            ("architectures: there is no 'SCMP_ARCH_VAX'", { $0.architectures = ["SCMP_ARCH_VAX"] }),
            ("syscalls[0].action: 'ALLOW' is not supported", { $0.syscalls?[0].action = "ALLOW" }),
            (
                "syscalls[6].args: 'EQ' on argument 0 is not supported",
                { $0.syscalls?[6].args = [.init(index: 0, value: 1, op: "EQ")] }
            ),
            (
                "syscalls[6].args: 'SCMP_CMP_EQ' on argument 6 is not supported",
                { $0.syscalls?[6].args = [.init(index: 6, value: 1, op: "SCMP_CMP_EQ")] }
            ),
        ]
        for (message, change) in changes {
            var profile = RuntimeSpec.Seccomp.usual
            change(&profile)
            #expect(throws: RuntimeError(.invalidConfiguration, "linux.seccomp.\(message)")) {
                try SeccompCompiler.compile(profile)
            }
        }
    }

    /// The kernel takes 4096 instructions; the usual profile needs far fewer.
    @Test func programsAreOfWholeInstructions() throws {
        let program = try SeccompCompiler.compile(.usual)
        #expect(program.count % 8 == 0)
        #expect(program.count / 8 < 400)
    }
}
