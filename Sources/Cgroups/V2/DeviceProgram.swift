/// The rules about devices as a program of eBPF, which v2 has in place of a controller: cgroup-v2.rst, "Device
/// controller", and `struct bpf_cgroup_dev_ctx`.
///
/// Each kind of access that is asked for, to read, to write and to make, is decided by the last rule that tells of it,
/// so the program tries them from the last to the first. What no rule tells of is refused.
struct DeviceProgram: Equatable, Sendable {
    /// In the kernel's encoding: operation 8 bits, destination 4, source 4, offset 16, immediate 32.
    private(set) var instructions: [UInt64] = []

    private enum Register {
        static let result: UInt64 = 0
        static let context: UInt64 = 1
        static let kind: UInt64 = 2
        static let access: UInt64 = 3
        static let major: UInt64 = 4
        static let minor: UInt64 = 5
        static let scratch: UInt64 = 0
    }

    private enum Operation {
        static let loadWord: UInt64 = 0x61
        static let and: UInt64 = 0x54
        static let shiftRight: UInt64 = 0x74
        static let moveRegister: UInt64 = 0xbc
        static let move: UInt64 = 0xb7
        static let jumpUnequal: UInt64 = 0x55
        static let jumpEqual: UInt64 = 0x15
        static let exit: UInt64 = 0x95
    }

    init(_ rules: [DeviceAccess]) {
        loadContext()
        for rule in rules.reversed() {
            append(rule)
            // The kernel's verifier refuses a program with instructions that are never reached.
            if rule.isAboutEverything { return }
        }
        end(allow: false)
    }

    /// `access_type` holds the kind of device in its lower half and the access in the upper.
    private mutating func loadContext() {
        emit(Operation.loadWord, Register.kind, source: Register.context, offset: 0)
        emit(Operation.moveRegister, Register.access, source: Register.kind)
        emit(Operation.and, Register.kind, immediate: 0xffff)
        emit(Operation.shiftRight, Register.access, immediate: 16)
        emit(Operation.loadWord, Register.major, source: Register.context, offset: 4)
        emit(Operation.loadWord, Register.minor, source: Register.context, offset: 8)
    }

    private mutating func append(_ rule: DeviceAccess) {
        var tests: [(operation: UInt64, register: UInt64, value: Int32)] = []
        if rule.kind != .all { tests.append((Operation.jumpUnequal, Register.kind, rule.kind == .block ? 1 : 2)) }
        if let major = rule.major { tests.append((Operation.jumpUnequal, Register.major, Int32(bitPattern: major))) }
        if let minor = rule.minor { tests.append((Operation.jumpUnequal, Register.minor, Int32(bitPattern: minor))) }
        let accessLength = rule.access == .all ? 0 : rule.allow ? 2 : 3
        let end = tests.count + accessLength + 2
        for (index, test) in tests.enumerated() {
            emit(test.operation, test.register, offset: Int16(end - index - 1), immediate: test.value)
        }
        if accessLength > 0 { appendAccessTest(rule) }
        self.end(allow: rule.allow)
    }

    /// A denying rule strikes at any part of what is asked; an allowing one takes its part away, and ends the matter
    /// when nothing is left.
    private mutating func appendAccessTest(_ rule: DeviceAccess) {
        if rule.allow {
            emit(Operation.and, Register.access, immediate: ~rule.access.rawValue)
            emit(Operation.jumpUnequal, Register.access, offset: 2, immediate: 0)
        } else {
            emit(Operation.moveRegister, Register.scratch, source: Register.access)
            emit(Operation.and, Register.scratch, immediate: rule.access.rawValue)
            emit(Operation.jumpEqual, Register.scratch, offset: 2, immediate: 0)
        }
    }

    private mutating func end(allow: Bool) {
        emit(Operation.move, Register.result, immediate: allow ? 1 : 0)
        emit(Operation.exit, 0)
    }

    private mutating func emit(
        _ operation: UInt64, _ destination: UInt64, source: UInt64 = 0, offset: Int16 = 0, immediate: Int32 = 0
    ) {
        let registers = destination << 8 | source << 12
        let offset = UInt64(UInt16(bitPattern: offset)) << 16
        instructions.append(operation | registers | offset | UInt64(UInt32(bitPattern: immediate)) << 32)
    }
}
