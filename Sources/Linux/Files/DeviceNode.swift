import CLinux

#if canImport(Glibc)
import Glibc
#endif

/// mknod(2).
package enum DeviceNode {
    package enum Kind: Sendable { case character, block, fifo }

    /// - Parameter mode: permission bits, less the caller's umask(2).
    package static func make(
        _ name: String, in directory: Int32, _ kind: Kind, major: UInt32, minor: UInt32, mode: UInt32
    ) throws(SystemCallError) {
        let type =
            switch kind {
            case .character: S_IFCHR
            case .block: S_IFBLK
            case .fifo: S_IFIFO
            }
        let device = clinux_makedev(major, minor)
        try systemCall("mknodat", name) { mknodat(directory, name, type | mode, device) }
    }
}
