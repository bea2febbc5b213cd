import CLinux

#if canImport(Glibc)
import Glibc
#endif

/// Mounts by descriptor: open_tree(2), move_mount(2), mount_setattr(2).
package enum MountTree {
    private static let emptyPath = UInt32(0x1000)
    private static let atRecursive: UInt32 = 0x8000
    private static let cloneTree: UInt32 = 1

    /// A detached copy of the mount at `path`: with `recursive` also of what is mounted beneath. An empty path is
    /// the file or directory that `directory` refers to.
    package static func clone(
        _ path: String, at directory: Int32 = AT_FDCWD, recursive: Bool = false
    ) throws(SystemCallError) -> OwnedDescriptor {
        let flags =
            cloneTree | UInt32(bitPattern: O_CLOEXEC) | (path.isEmpty ? emptyPath : 0) | (recursive ? atRecursive : 0)
        return OwnedDescriptor(
            owning: try systemCall("open_tree", path) { clinux_open_tree(directory, path, flags) })
    }

    /// Gives a detached mount its place: on the very file or directory that `target` refers to, whatever its path.
    package static func attach(_ mount: Int32, to target: Int32) throws(SystemCallError) {
        let emptyPaths: UInt32 = 0x04 | 0x40
        try systemCall("move_mount") { clinux_move_mount(mount, "", target, "", emptyPaths) }
    }

    /// - Parameter userNamespace: a descriptor, for ``MountAttributes/idMapped``.
    package static func setAttributes(
        _ mount: Int32, set: MountAttributes = [], clear: MountAttributes = [], propagation: MountPropagation? = nil,
        userNamespace: Int32? = nil, recursive: Bool = false
    ) throws(SystemCallError) {
        let flags = emptyPath | (recursive ? atRecursive : 0)
        try systemCall("mount_setattr") {
            clinux_mount_setattr(
                mount, "", flags, set.rawValue, clear.rawValue, propagation?.rawValue ?? 0,
                UInt64(userNamespace ?? 0))
        }
    }

    /// Changes how the whole tree of the caller's mount namespace propagates.
    package static func setPropagationOfEverything(_ propagation: MountPropagation) throws(SystemCallError) {
        try systemCall("mount_setattr", "/") {
            clinux_mount_setattr(AT_FDCWD, "/", atRecursive, 0, 0, propagation.rawValue, 0)
        }
    }

    /// Makes the mount `root`, attached on top of the old one, the caller's root and working directory, and detaches
    /// all that was mounted before.
    ///
    /// The old root is stacked on the new one's `.` for a moment (pivot_root(2), "pivot_root(".", ".")"), so that no
    /// directory has to be there for it.
    ///
    /// - Parameter byPivot: an initial ramdisk cannot be moved from its place; without, only the caller's root changes.
    package static func enterRoot(_ root: Int32, byPivot: Bool = true) throws(SystemCallError) {
        try systemCall("fchdir") { fchdir(root) }
        if byPivot {
            try systemCall("pivot_root") { clinux_pivot_root(".", ".") }
            try systemCall("umount2", "old root") { umount2(".", Int32(MNT_DETACH)) }
        } else {
            try systemCall("chroot") { chroot(".") }
        }
        try systemCall("chdir", "/") { chdir("/") }
    }
}
