import CLinux

/// The magic numbers of statfs(2) by which the kernel's own filesystems are told from what imitates them.
package enum FilesystemType: Int, Sendable {
    case proc = 0x9fa0
    case devpts = 0x1cd1
    case tmpfs = 0x0102_1994

    /// - Returns: `nil` for any other.
    package init?(of descriptor: Int32) throws(SystemCallError) {
        self.init(rawValue: try systemCall("fstatfs") { clinux_filesystem_type(descriptor) })
    }
}
