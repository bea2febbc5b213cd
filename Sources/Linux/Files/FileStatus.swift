import CLinux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// What stat(2) tells of a file.
package struct FileStatus: Equatable, Sendable {
    package enum Kind: Sendable { case directory, regular, characterDevice, blockDevice, fifo, other }
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

    /// Whether no other user may change it, but root who may everything; access control lists are within the mode's
    /// bits for the group, see acl(5).
    package func isWritable(onlyBy user: UInt32) -> Bool {
        owner == user && mode & UInt32(S_IWGRP | S_IWOTH) == 0
    }

    private init(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFDIR: kind = .directory
        case S_IFREG: kind = .regular
        case S_IFCHR: kind = .characterDevice
        case S_IFBLK: kind = .blockDevice
        case S_IFIFO: kind = .fifo
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
