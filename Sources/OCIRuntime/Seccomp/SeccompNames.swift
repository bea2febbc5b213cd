import CSeccomp

/// libseccomp's constants, many of which are macros that Swift cannot import, by the specification's names.
enum SeccompNames {
    /// seccomp(2), "SECCOMP_RET_…": the lower half carries a number for those that take one.
    static func action(_ name: String, errno: UInt32?) -> UInt32? {
        let notPermitted: UInt32 = 1
        let data = (errno ?? notPermitted) & 0xffff
        return switch name {
        case "SCMP_ACT_KILL_PROCESS": 0x8000_0000
        case "SCMP_ACT_KILL", "SCMP_ACT_KILL_THREAD": 0
        case "SCMP_ACT_TRAP": 0x0003_0000
        case "SCMP_ACT_ERRNO": 0x0005_0000 | data
        case "SCMP_ACT_TRACE": 0x7ff0_0000 | data
        case "SCMP_ACT_NOTIFY": 0x7fc0_0000
        case "SCMP_ACT_LOG": 0x7ffc_0000
        case "SCMP_ACT_ALLOW": 0x7fff_0000
        default: nil
        }
    }

    /// Those that take a number of an error.
    static let actionsWithErrno: Set<String> = ["SCMP_ACT_ERRNO", "SCMP_ACT_TRACE"]

    static let actions = [
        "SCMP_ACT_ALLOW", "SCMP_ACT_ERRNO", "SCMP_ACT_KILL", "SCMP_ACT_KILL_PROCESS", "SCMP_ACT_KILL_THREAD",
        "SCMP_ACT_LOG", "SCMP_ACT_NOTIFY", "SCMP_ACT_TRACE", "SCMP_ACT_TRAP",
    ]

    /// Those of libseccomp 2.5; `SCMP_ARCH_NATIVE` is the machine's own.
    static let architectures = [
        "AARCH64", "ARM", "MIPS", "MIPS64", "MIPS64N32", "MIPSEL", "MIPSEL64", "MIPSEL64N32", "NATIVE", "PARISC",
        "PARISC64", "PPC", "PPC64", "PPC64LE", "RISCV64", "S390", "S390X", "X32", "X86", "X86_64",
    ].map { "SCMP_ARCH_\($0)" }.filter { $0 == "SCMP_ARCH_NATIVE" || architecture($0) != 0 }

    static let flags = [
        "SECCOMP_FILTER_FLAG_LOG", "SECCOMP_FILTER_FLAG_SPEC_ALLOW", "SECCOMP_FILTER_FLAG_TSYNC",
        "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV",
    ]

    static let comparisons: [String: scmp_compare] = [
        "SCMP_CMP_NE": SCMP_CMP_NE, "SCMP_CMP_LT": SCMP_CMP_LT, "SCMP_CMP_LE": SCMP_CMP_LE,
        "SCMP_CMP_EQ": SCMP_CMP_EQ, "SCMP_CMP_GE": SCMP_CMP_GE, "SCMP_CMP_GT": SCMP_CMP_GT,
        "SCMP_CMP_MASKED_EQ": SCMP_CMP_MASKED_EQ,
    ]

    /// `SCMP_ARCH_X86_64` is `x86_64` to libseccomp: 0 for a name that it does not know.
    static func architecture(_ name: String) -> UInt32 {
        guard name.hasPrefix("SCMP_ARCH_") else { return 0 }
        return seccomp_arch_resolve_name(name.dropFirst("SCMP_ARCH_".count).lowercased())
    }
}
