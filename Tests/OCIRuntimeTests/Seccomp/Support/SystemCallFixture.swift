import CSeccomp
import Glibc
import OCI
import Testing

@testable import OCIRuntime

/// A profile, compiled, and what it answers to calls by name.
struct SystemCallFixture {
    private let program: [UInt8]

    init(_ profile: RuntimeSpec.Seccomp) throws {
        program = try SeccompCompiler.compile(profile)
    }

    static let allow: UInt32 = 0x7fff_0000
    static func errno(_ number: UInt32) -> UInt32 { 0x0005_0000 | number }
    static let notPermitted = errno(1)
    static let missing = errno(38)

    /// AUDIT_ARCH_ of the machine and of its 32-bit programs.
    static let native = seccomp_arch_native()
    static let i386 = seccomp_arch_resolve_name("x86")

    func answer(_ name: String, _ arguments: UInt64..., architecture: UInt32 = native) throws -> UInt32 {
        let number = seccomp_syscall_resolve_name_arch(architecture, name)
        try #require(number >= 0, "\(name)")
        return try answer(number: UInt32(number), arguments, architecture: architecture)
    }

    func answer(
        number: UInt32, _ arguments: [UInt64] = [], architecture: UInt32 = native
    ) throws -> UInt32 {
        try FilterInterpreter(program: program)
            .run(.init(architecture: architecture, number: number, arguments: arguments))
    }

    /// The highest number that libseccomp knows here.
    static var highestNumber: UInt32 {
        (0..<1000).last { number in
            guard let name = seccomp_syscall_resolve_num_arch(native, number) else { return false }
            free(name)
            return true
        }.map(UInt32.init) ?? 0
    }
}
