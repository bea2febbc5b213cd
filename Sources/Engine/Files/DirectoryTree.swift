import Linux
import SystemPackage

#if canImport(Glibc)
package import Glibc
#endif

/// Directories of the engine's own; nothing in them was named by a container.
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
    package static func names(in path: String) -> [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Removes a directory and all beneath it without following a symbolic link; nothing there is no error.
    package static func remove(_ path: String) throws {
        try remove(path, at: AT_FDCWD)
    }

    private static func remove(_ name: String, at parent: Int32) throws {
        if unlinkat(parent, name, 0) == 0 || errno == ENOENT { return }
        guard errno == EISDIR || errno == EPERM else {
            throw SystemCallError("unlink", name, errno: Errno(rawValue: errno))
        }
        try empty(name, at: parent)
        if unlinkat(parent, name, AT_REMOVEDIR) != 0, errno != ENOENT {
            throw SystemCallError("rmdir", name, errno: Errno(rawValue: errno))
        }
    }

    private static func empty(_ name: String, at parent: Int32) throws {
        let raw = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        if raw < 0, errno == ENOENT { return }
        guard raw >= 0, let stream = fdopendir(raw) else {
            throw SystemCallError("open", name, errno: Errno(rawValue: errno))
        }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let child = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if child != ".", child != ".." { try remove(child, at: dirfd(stream)) }
        }
    }
}
