import CSeccomp
import Linux
import OCI
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Translates a profile into a program for the kernel, with libseccomp.
struct SeccompCompiler: ~Copyable {
    private let context: scmp_filter_ctx
    private let profile: RuntimeSpec.Seccomp
    private let defaultAction: UInt32
    /// Of the machine's own architecture, among those that the profile names.
    private var highestKnown: Int32 = -1

    static func compile(_ profile: RuntimeSpec.Seccomp) throws(RuntimeError) -> [UInt8] {
        var compiler = try SeccompCompiler(profile)
        try compiler.addArchitectures()
        for (index, rule) in (profile.syscalls ?? []).enumerated() { try compiler.add(rule, index) }
        return try compiler.export()
    }

    private init(_ profile: RuntimeSpec.Seccomp) throws(RuntimeError) {
        guard let action = SeccompNames.action(profile.defaultAction, errno: profile.defaultErrnoRet) else {
            throw .invalid("linux.seccomp.defaultAction", "'\(profile.defaultAction)' is not supported")
        }
        guard let context = seccomp_init(action) else {
            throw RuntimeError(.system, "linux.seccomp: libseccomp cannot begin a filter")
        }
        self.context = context
        self.profile = profile
        defaultAction = action
        // A binary tree over the system calls in place of a chain: the common ones are not punished for their number.
        seccomp_attr_set(context, SCMP_FLTATR_CTL_OPTIMIZE, 2)
        seccomp_attr_set(context, SCMP_FLTATR_ACT_BADARCH, SeccompNames.action("SCMP_ACT_ERRNO", errno: nil) ?? 0)
    }

    private func addArchitectures() throws(RuntimeError) {
        for name in profile.architectures ?? [] {
            let token = SeccompNames.architecture(name)
            guard token != 0 else { throw .invalid("linux.seccomp.architectures", "there is no '\(name)'") }
            let result = seccomp_arch_add(context, token)
            guard result == 0 || result == -EEXIST else {
                throw .invalid("linux.seccomp.architectures", "'\(name)' cannot be filtered here")
            }
        }
    }

    /// A name that this machine's library does not know is left out: no program can be using it by that name.
    private mutating func add(_ rule: RuntimeSpec.SeccompRule, _ index: Int) throws(RuntimeError) {
        let member = "linux.seccomp.syscalls[\(index)]"
        guard let action = SeccompNames.action(rule.action, errno: rule.errnoRet) else {
            throw .invalid("\(member).action", "'\(rule.action)' is not supported")
        }
        let conditions = try Self.conditions(rule.args ?? [], member)
        for name in rule.names {
            let number = seccomp_syscall_resolve_name(name)
            guard number != -1 else { continue }
            highestKnown = max(highestKnown, number)
            // libseccomp refuses what the default says already.
            if action == defaultAction { continue }
            for condition in conditions {
                let result = seccomp_rule_add_array(context, action, number, UInt32(condition.count), condition)
                guard result == 0 else {
                    throw .invalid(member, "libseccomp refuses the rule for '\(name)': \(Errno(rawValue: -result))")
                }
            }
        }
    }

    /// All conditions of a rule must hold; but two on the same argument cannot both be told to libseccomp in one rule,
    /// and are alternatives, as runc has them.
    private static func conditions(
        _ arguments: [RuntimeSpec.SeccompArgument], _ member: String
    ) throws(RuntimeError) -> [[scmp_arg_cmp]] {
        var conditions: [scmp_arg_cmp] = []
        for argument in arguments {
            guard let comparison = SeccompNames.comparisons[argument.op], argument.index < 6 else {
                throw .invalid("\(member).args", "'\(argument.op)' on argument \(argument.index) is not supported")
            }
            conditions.append(
                scmp_arg_cmp(
                    arg: argument.index, op: comparison, datum_a: argument.value, datum_b: argument.valueTwo ?? 0))
        }
        let isRepeated = Set(arguments.map(\.index)).count < arguments.count
        return isRepeated ? conditions.map { [$0] } : [conditions]
    }

    /// libseccomp writes to a descriptor; a pipe holds the largest program that the kernel takes.
    private func export() throws(RuntimeError) -> [UInt8] {
        var ends: [Int32] = [-1, -1]
        try doing("linux.seccomp") { () throws(SystemCallError) in try systemCall("pipe") { pipe(&ends) } }
        let output = OwnedDescriptor(owning: ends[0])
        let input = OwnedDescriptor(owning: ends[1])
        let maximum = 4096 * 8
        _ = fcntl(input.raw, F_SETFL, O_NONBLOCK)
        let result = seccomp_export_bpf(context, input.raw)
        guard result == 0 else {
            throw .invalid("linux.seccomp", "libseccomp: \(Errno(rawValue: -result))")
        }
        _ = consume input
        let program = try doing("linux.seccomp") { () throws(SystemCallError) in try output.readAll(limit: maximum) }
        return unknownCallsAreMissing ? UnknownCallPrefix.bytes(after: highestKnown) + program : program
    }

    /// A program probes for calls newer than the profile by ENOSYS, and takes EPERM for a final answer.
    private var unknownCallsAreMissing: Bool {
        profile.defaultAction == "SCMP_ACT_ERRNO" && profile.defaultErrnoRet != UInt32(ENOSYS) && highestKnown >= 0
    }

    deinit { seccomp_release(context) }
}
