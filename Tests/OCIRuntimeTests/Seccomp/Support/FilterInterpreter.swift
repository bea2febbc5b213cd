/// Runs a filter of system calls as the kernel does: the instructions of classic BPF that seccomp(2) takes.
struct FilterInterpreter {
    enum Fault: Error, Equatable { case unknownInstruction(UInt16), leftTheProgram, loadOutside(UInt32) }

    /// `struct sock_filter` each.
    let program: [UInt8]

    struct Call {
        /// AUDIT_ARCH_…
        var architecture: UInt32
        var number: UInt32
        var arguments: [UInt64] = []

        /// The words of `struct seccomp_data`, on a little-endian machine.
        fileprivate var words: [UInt32] {
            let instructionPointer: [UInt32] = [0, 0]
            let padded = arguments + [UInt64](repeating: 0, count: 6 - arguments.count)
            return [number, architecture] + instructionPointer
                + padded.flatMap { [UInt32(truncatingIfNeeded: $0), UInt32(truncatingIfNeeded: $0 >> 32)] }
        }
    }

    /// - Returns: SECCOMP_RET_… with its data.
    func run(_ call: Call) throws -> UInt32 {
        let words = call.words
        var accumulator: UInt32 = 0
        var index = 0
        while index < program.count / 8 {
            let instruction = instruction(index)
            index += 1
            let operand = instruction.operand
            switch instruction.operation {
            case 0x20:
                guard operand % 4 == 0, operand / 4 < words.count else { throw Fault.loadOutside(operand) }
                accumulator = words[Int(operand / 4)]
            case 0x54: accumulator &= operand
            case 0x05: index += Int(operand)
            case 0x15: index += instruction.jump(accumulator == operand)
            case 0x25: index += instruction.jump(accumulator > operand)
            case 0x35: index += instruction.jump(accumulator >= operand)
            case 0x06: return operand
            default: throw Fault.unknownInstruction(instruction.operation)
            }
        }
        throw Fault.leftTheProgram
    }

    private struct Instruction {
        let operation: UInt16
        let ifTrue: UInt8
        let ifFalse: UInt8
        let operand: UInt32

        func jump(_ condition: Bool) -> Int { Int(condition ? ifTrue : ifFalse) }
    }

    private func instruction(_ index: Int) -> Instruction {
        program.withUnsafeBytes { bytes in
            Instruction(
                operation: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt16.self),
                ifTrue: bytes[index * 8 + 2], ifFalse: bytes[index * 8 + 3],
                operand: bytes.loadUnaligned(fromByteOffset: index * 8 + 4, as: UInt32.self))
        }
    }
}
