extension RuntimeSpec {
    /// `config-linux.md`, section "Seccomp", in libseccomp's names.
    package struct Seccomp: Equatable, Sendable {
        package var defaultAction: String
        package var defaultErrnoRet: UInt32?
        /// Such as `SCMP_ARCH_X86_64`; absent is the machine's own.
        package var architectures: [String]?
        package var flags: [String]?
        package var listenerPath: String?
        package var listenerMetadata: String?
        package var syscalls: [SeccompRule]?

        package init(
            defaultAction: String, defaultErrnoRet: UInt32? = nil, architectures: [String]? = nil,
            syscalls: [SeccompRule]? = nil
        ) {
            self.defaultAction = defaultAction
            self.defaultErrnoRet = defaultErrnoRet
            self.architectures = architectures
            self.syscalls = syscalls
        }
    }

    package struct SeccompRule: Equatable, Sendable {
        package var names: [String]
        package var action: String
        package var errnoRet: UInt32?
        /// All must hold.
        package var args: [SeccompArgument]?

        package init(
            names: [String], action: String, errnoRet: UInt32? = nil, args: [SeccompArgument]? = nil
        ) {
            self.names = names
            self.action = action
            self.errnoRet = errnoRet
            self.args = args
        }
    }

    package struct SeccompArgument: Equatable, Sendable {
        /// 0 to 5.
        package var index: UInt32
        package var value: UInt64
        /// The datum compared after masking with `value`, for `SCMP_CMP_MASKED_EQ`.
        package var valueTwo: UInt64?
        /// Such as `SCMP_CMP_EQ`.
        package var op: String

        package init(index: UInt32, value: UInt64, valueTwo: UInt64? = nil, op: String) {
            self.index = index
            self.value = value
            self.valueTwo = valueTwo
            self.op = op
        }
    }
}
