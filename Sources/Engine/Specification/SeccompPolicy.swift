import OCI

/// The system calls that a container may make.
struct SeccompPolicy {
    /// `nil` is unconfined.
    let filter: RuntimeSpec.Seccomp?

    init(_ security: SecurityOptions) throws(EngineError) {
        switch security.seccomp {
        case .unconfined: filter = nil
        case .standard:
            filter = Self.standard(
                capabilities: Set(
                    try Capabilities.effective(
                        added: security.addedCapabilities, dropped: security.droppedCapabilities, privileged: false,
                        available: Set(Capabilities.all))))
        case .profile(let text):
            filter = try SeccompProfile(parsing: text).filter(
                capabilities: Set(
                    try Capabilities.effective(
                        added: security.addedCapabilities, dropped: security.droppedCapabilities, privileged: false,
                        available: Set(Capabilities.all))))
        }
    }

    #if arch(x86_64)
    static let nativeArchitecture = "SCMP_ARCH_X86_64"
    private static let architectures = [nativeArchitecture, "SCMP_ARCH_X86", "SCMP_ARCH_X32"]
    #else
    static let nativeArchitecture = "SCMP_ARCH_AARCH64"
    private static let architectures = [nativeArchitecture, "SCMP_ARCH_ARM"]
    #endif
    private static let allow = "SCMP_ACT_ALLOW"
    private static let errno = "SCMP_ACT_ERRNO"
    /// errno(3): what a refused call sees.
    private static let notPermitted: UInt32 = 1
    private static let notThere: UInt32 = 38

    /// The `CLONE_NEW*` flags of clone(2) that need CAP_SYS_ADMIN.
    private static let namespaceFlags: UInt64 = 0x7e02_0000
    /// vsock(7): reaches the host of a virtual machine from beneath its networks.
    private static let vsock: UInt64 = 40

    private static func standard(capabilities: Set<String>) -> RuntimeSpec.Seccomp {
        var filter = RuntimeSpec.Seccomp(defaultAction: Self.errno)
        filter.defaultErrnoRet = notPermitted
        filter.architectures = architectures
        var rules = [RuntimeSpec.SeccompRule(names: SystemCallNames.always, action: allow)]
        rules +=
            personalities + [
                .init(names: ["socket"], action: allow, args: [.init(index: 0, value: vsock, op: "SCMP_CMP_NE")])
            ]
        for (capability, calls) in SystemCallNames.byCapability where capabilities.contains("CAP_" + capability) {
            rules.append(.init(names: calls, action: allow))
        }
        if !capabilities.contains("CAP_SYS_ADMIN") {
            rules.append(
                .init(
                    names: ["clone"], action: allow,
                    args: [.init(index: 0, value: namespaceFlags, valueTwo: 0, op: "SCMP_CMP_MASKED_EQ")]))
            // C libraries fall back to clone(2), whose flags can be looked at, when there is no clone3.
            rules.append(.init(names: ["clone3"], action: errno, errnoRet: notThere))
        }
        filter.syscalls = rules
        return filter
    }

    /// personality(2): Linux, and its 32-bit and address-layout variants, and the question.
    private static let personalities: [RuntimeSpec.SeccompRule] = [0, 0x8, 0x20000, 0x20008, 0xffff_ffff].map {
        .init(names: ["personality"], action: allow, args: [.init(index: 0, value: $0, op: "SCMP_CMP_EQ")])
    }
}
