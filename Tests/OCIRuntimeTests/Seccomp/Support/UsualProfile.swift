import OCI

extension RuntimeSpec.Seccomp {
    /// A profile like Docker's: most is allowed, some by its arguments, the rest fails with EPERM.
    static var usual: RuntimeSpec.Seccomp {
        let allow = "SCMP_ACT_ALLOW"
        var rules = [
            RuntimeSpec.SeccompRule(
                names: [
                    "read", "write", "openat", "close", "mkdir", "execve", "exit_group", "statx", "capset", "futex",
                    "rt_sigreturn", "mmap", "brk", "openat2", "no_such_call_at_all", "socketcall",
                ], action: allow)
        ]
        rules += [0, 8, 0x20000, 0x20008, 0xffff_ffff].map { persona in
            .init(names: ["personality"], action: allow, args: [.init(index: 0, value: persona, op: "SCMP_CMP_EQ")])
        }
        rules += [
            .init(names: ["socket"], action: allow, args: [.init(index: 0, value: 40, op: "SCMP_CMP_NE")]),
            .init(
                names: ["clone"], action: allow,
                args: [.init(index: 0, value: 0x7e02_0000, valueTwo: 0, op: "SCMP_CMP_MASKED_EQ")]),
            .init(names: ["clone3"], action: "SCMP_ACT_ERRNO", errnoRet: 38),
        ]
        var profile = RuntimeSpec.Seccomp(defaultAction: "SCMP_ACT_ERRNO", defaultErrnoRet: 1, syscalls: rules)
        #if arch(x86_64)
        profile.architectures = ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"]
        #endif
        return profile
    }
}
