/// Runs the little of eBPF that programs about devices need: the instruction set of Documentation/bpf/standardization.
struct DeviceInterpreter {
    enum Fault: Error, Equatable { case unknownInstruction(UInt64), leftTheProgram }

    let instructions: [UInt64]

    /// - Parameters: as the members of `struct bpf_cgroup_dev_ctx`.
    func run(accessType: UInt32, major: UInt32, minor: UInt32) throws -> UInt64 {
        var registers = [UInt64](repeating: 0xdead_beef, count: 11)
        let context: [Int16: UInt32] = [0: accessType, 4: major, 8: minor]
        var index = 0
        // There are no loops, so that every instruction runs once at most.
        while instructions.indices.contains(index) {
            let instruction = Instruction(instructions[index])
            index += 1
            let target = registers[instruction.destination]
            let immediate = UInt64(bitPattern: Int64(instruction.immediate))
            switch instruction.operation {
            case 0x61: registers[instruction.destination] = UInt64(context[instruction.offset] ?? 0)
            case 0x54: registers[instruction.destination] = (target & immediate) & 0xffff_ffff
            case 0x74: registers[instruction.destination] = (target & 0xffff_ffff) >> immediate
            case 0xbc: registers[instruction.destination] = registers[instruction.source] & 0xffff_ffff
            case 0xb7: registers[instruction.destination] = immediate
            case 0x55: if target != immediate { index += Int(instruction.offset) }
            case 0x15: if target == immediate { index += Int(instruction.offset) }
            case 0x95: return registers[0]
            default: throw Fault.unknownInstruction(instructions[index - 1])
            }
        }
        throw Fault.leftTheProgram
    }

    private struct Instruction {
        let operation: UInt8
        let destination: Int
        let source: Int
        let offset: Int16
        let immediate: Int32

        init(_ word: UInt64) {
            operation = UInt8(truncatingIfNeeded: word)
            destination = Int(word >> 8 & 0xf)
            source = Int(word >> 12 & 0xf)
            offset = Int16(truncatingIfNeeded: word >> 16)
            immediate = Int32(truncatingIfNeeded: word >> 32)
        }
    }
}
