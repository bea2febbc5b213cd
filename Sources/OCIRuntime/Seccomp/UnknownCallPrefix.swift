import CSeccomp

#if canImport(Glibc)
import Glibc
#endif

/// Instructions in front of a filter: calls of the machine's own architecture above the highest that the profile names
/// fail with ENOSYS, as on a kernel that lacks them.
enum UnknownCallPrefix {
    /// `struct sock_filter`: the operation, how far to jump when true and when false, an operand.
    private static func instruction(
        _ operation: UInt16, _ ifTrue: UInt8, _ ifFalse: UInt8, _ operand: UInt32
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        withUnsafeBytes(of: operation) { bytes += $0 }
        bytes += [ifTrue, ifFalse]
        withUnsafeBytes(of: operand) { bytes += $0 }
        return bytes
    }

    static func bytes(after highest: Int32) -> [UInt8] {
        let load: UInt16 = 0x20
        let jumpEqual: UInt16 = 0x15
        let jumpGreater: UInt16 = 0x25
        let jumpGreaterOrEqual: UInt16 = 0x35
        let answer: UInt16 = 0x06
        let callNumber: UInt32 = 0
        let architecture: UInt32 = 4
        let otherABI: UInt32 = 0x4000_0000
        let missing = SeccompNames.action("SCMP_ACT_ERRNO", errno: UInt32(ENOSYS)) ?? 0
        return instruction(load, 0, 0, architecture)
            + instruction(jumpEqual, 0, 4, seccomp_arch_native())
            + instruction(load, 0, 0, callNumber)
            + instruction(jumpGreaterOrEqual, 2, 0, otherABI)
            + instruction(jumpGreater, 0, 1, UInt32(bitPattern: highest))
            + instruction(answer, 0, 0, missing)
    }
}
