import CLinux
import Linux

#if canImport(Glibc)
import Glibc
#endif

/// Tells the filesystem where to put what is alike and what is not.
enum AllocationHint {
    /// Each directory made in `path` from now on is the top of a tree that has nothing to do with its neighbours.
    ///
    /// ext4 puts a tree's files into the block group of its top, and does not use an inode again for a minute after it
    /// was deleted: for each new file it passes by all that went before. Without the hint (chattr(1), `T`) a layer
    /// lands where one was just removed, and unpacking it takes several times as long. With it, a layer gets a group
    /// with nothing in it. Filesystems that know no such hint need none.
    static func spreadChildren(of path: String) throws(SnapshotError) {
        let directory = OwnedDescriptor(
            owning: try storageCall("open", path) { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
        var flags: UInt32 = 0
        guard clinux_get_inode_flags(directory.raw, &flags) == 0 else { return }
        let hint = UInt32(CLINUX_FS_TOPDIR_FL)
        guard flags & hint == 0 else { return }
        _ = clinux_set_inode_flags(directory.raw, flags | hint)
    }
}
