import CLinux

/// A filter of system calls, compiled: seccomp(2).
package struct SeccompFilter: Equatable, Sendable {
    package struct Flags: OptionSet, Sendable {
        package let rawValue: UInt32
        package init(rawValue: UInt32) { self.rawValue = rawValue }
        package static let synchronizeThreads = Flags(rawValue: 1)
        package static let log = Flags(rawValue: 2)
        package static let allowSpeculation = Flags(rawValue: 4)
        package static let newListener = Flags(rawValue: 8)
        package static let waitKillable = Flags(rawValue: 32)
    }

    /// `struct sock_filter` each, in the machine's byte order: at most 4096.
    package let program: [UInt8]
    package let flags: Flags

    package init(program: [UInt8], flags: Flags) {
        self.program = program
        self.flags = flags
    }

    /// Puts it on the calling thread, for good. It needs CAP_SYS_ADMIN or no new privileges.
    ///
    /// - Returns: with ``Flags/newListener`` where a supervisor reads what the filter tells of: seccomp_unotify(2).
    package func install() throws(SystemCallError) -> OwnedDescriptor? {
        let result = try systemCall("seccomp") {
            program.withUnsafeBytes { bytes in
                bytes.withMemoryRebound(to: sock_filter.self) { instructions in
                    var header = sock_fprog(
                        len: UInt16(instructions.count),
                        filter: UnsafeMutablePointer(mutating: instructions.baseAddress))
                    return clinux_seccomp_set_filter(flags.rawValue, &header)
                }
            }
        }
        return flags.contains(.newListener) ? OwnedDescriptor(owning: Int32(result)) : nil
    }
}
