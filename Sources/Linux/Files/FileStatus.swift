import CLinux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// What stat(2) tells of a file.
package struct FileStatus: Equatable, Sendable {
    package enum Kind: Sendable { case directory, regular, characterDevice, other }
    package let kind: Kind
    package let owner: UInt32
    /// Of the file, if it is a device.
    package let major: UInt32
    package let minor: UInt32
    package let filesystem: UInt64
    package let inode: UInt64
    /// Permission bits.
    package let mode: UInt32

    package init(of descriptor: Int32) throws(SystemCallError) {
        var status = stat()
        try systemCall("fstat") { fstat(descriptor, &status) }
        self.init(status)
    }

    /// Follows symbolic links.
    package init(of path: String, at directory: Int32 = AT_FDCWD) throws(SystemCallError) {
        var status = stat()
        try systemCall("stat", path) { fstatat(directory, path, &status, 0) }
        self.init(status)
    }

    private init(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFDIR: kind = .directory
        case S_IFREG: kind = .regular
        case S_IFCHR: kind = .characterDevice
        default: kind = .other
        }
        owner = status.st_uid
        major = clinux_major(status.st_rdev)
        minor = clinux_minor(status.st_rdev)
        filesystem = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        mode = status.st_mode & 0o7777
    }
}
