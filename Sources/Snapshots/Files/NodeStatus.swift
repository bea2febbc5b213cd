#if canImport(Glibc)
import Glibc
#endif

/// What fstatat(2) says about a file itself; a symbolic link is not followed.
struct NodeStatus {
    enum Kind { case file, directory, symbolicLink, characterDevice, blockDevice, fifo, socket }

    let raw: stat

    /// `nil` when there is no such file.
    init?(_ directory: Int32, _ path: TreePath) throws(SnapshotError) {
        var raw = stat()
        let result = path.withName { fstatat(directory, $0, &raw, AT_SYMLINK_NOFOLLOW) }
        if result != 0, errno == ENOENT { return nil }
        try storageCall("fstatat", path.description) { result }
        self.raw = raw
    }

    var kind: Kind {
        switch raw.st_mode & S_IFMT {
        case S_IFDIR: .directory
        case S_IFLNK: .symbolicLink
        case S_IFCHR: .characterDevice
        case S_IFBLK: .blockDevice
        case S_IFIFO: .fifo
        case S_IFSOCK: .socket
        default: .file
        }
    }

    /// Low twelve bits.
    var mode: UInt32 { raw.st_mode & 0o7777 }

    /// Bytes of a file that are on the disk: holes do not count, nor does what is no file.
    var contentSize: Int64 { kind == .file ? min(Int64(raw.st_size), Int64(raw.st_blocks) * 512) : 0 }

    /// overlayfs's whiteout: character device 0:0 (kernel documentation, `overlayfs.rst`, "whiteouts and opaque
    /// directories").
    var isWhiteout: Bool { kind == .characterDevice && raw.st_rdev == 0 }

    var modified: FileTime {
        FileTime(seconds: Int64(raw.st_mtim.tv_sec), nanoseconds: Int64(raw.st_mtim.tv_nsec))
    }

    var hasSeveralNames: Bool { kind != .directory && raw.st_nlink > 1 }

    /// Names the file whatever its name.
    var identity: FileIdentity { FileIdentity(device: UInt64(raw.st_dev), inode: UInt64(raw.st_ino)) }
}

extension NodeStatus {
    /// Times do not count: they change with what is in the directory.
    func isSameDirectory(as other: NodeStatus) -> Bool {
        mode == other.mode && raw.st_uid == other.raw.st_uid && raw.st_gid == other.raw.st_gid
    }
}

struct FileIdentity: Hashable {
    let device: UInt64
    let inode: UInt64
}
