package import Linux
import SystemPackage

#if canImport(Glibc)
package import Glibc
#endif

/// Directories of the engine's own. Beneath a volume's, containers gave the names.
package enum DirectoryTree {
    /// Makes `path` and what is missing above it.
    package static func make(_ path: String, mode: mode_t = 0o700) throws {
        if mkdir(path, mode) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
            throw SystemCallError("mkdir", path, errno: Errno(rawValue: errno))
        }
        try make(String(path[..<slash]), mode: mode)
        if mkdir(path, mode) != 0, errno != EEXIST {
            throw SystemCallError("mkdir", path, errno: Errno(rawValue: errno))
        }
    }

    /// The names in a directory; empty when there is none.
    package static func names(in path: String) throws(SystemCallError) -> [String] {
        do { return try DirectoryEntries.names(in: path) } catch  where error.errno == .noSuchFileOrDirectory {
            return []
        }
    }

    /// Removes a directory and all beneath it without following a symbolic link; nothing there is no error.
    package static func remove(_ path: String) throws(SystemCallError) {
        try remove(path, at: AT_FDCWD)
    }

    /// - Parameter name: as the directory has it, which need not be UTF-8.
    private static func remove(_ name: UnsafePointer<CChar>, at parent: Int32) throws(SystemCallError) {
        if unlinkat(parent, name, 0) == 0 || errno == ENOENT { return }
        guard errno == EISDIR || errno == EPERM else { throw failure("unlink", name) }
        try empty(name, at: parent)
        if unlinkat(parent, name, AT_REMOVEDIR) != 0, errno != ENOENT { throw failure("rmdir", name) }
    }

    private static func empty(_ name: UnsafePointer<CChar>, at parent: Int32) throws(SystemCallError) {
        let raw = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        if raw < 0, errno == ENOENT { return }
        guard raw >= 0 else { throw failure("open", name) }
        var entries = try DirectoryEntries(OwnedDescriptor(owning: raw))
        while let entry = try entries.next() { try remove(entry.name, at: entries.raw) }
    }

    private static func failure(_ call: String, _ name: UnsafePointer<CChar>) -> SystemCallError {
        SystemCallError(call, String(cString: name), errno: Errno(rawValue: errno))
    }
}
