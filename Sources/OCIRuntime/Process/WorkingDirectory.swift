import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// `process.cwd`, inside the container.
enum WorkingDirectory {
    /// Enters it with the runtime's rights.
    ///
    /// - Returns: whether it was entered. Where those rights do not reach, as on a network filesystem that knows only
    ///   the user, it is to be tried again as that user.
    static func enterWithRights(_ path: String) throws(RuntimeError) -> Bool {
        do throws(RuntimeError) {
            try doing("process.cwd") { () throws(SystemCallError) in try systemCall("chdir", path) { chdir(path) } }
        } catch  where error.cause?.errno == .permissionDenied {
            return false
        }
        try checkInside(path)
        return true
    }

    static func enter(_ path: String) throws(RuntimeError) {
        try doing("process.cwd") { () throws(SystemCallError) in try systemCall("chdir", path) { chdir(path) } }
        try checkInside(path)
    }

    /// A path such as `/proc/self/fd/7` could lead out of the container, to a directory that someone left open
    /// (CVE-2024-21626): the kernel then names no absolute path.
    private static func checkInside(_ path: String) throws(RuntimeError) {
        let current = try doing("process.cwd") { () throws(SystemCallError) in try KernelPath.currentDirectory() }
        guard current.hasPrefix("/") else {
            throw .invalid("process.cwd", "'\(path)' is outside of the container")
        }
    }

    /// Makes one that is missing, in a root that may become read-only after it. Passes no magic link of procfs, which
    /// could lead out of the container too.
    static func makeIfMissing(_ path: String) throws(RuntimeError) {
        guard access(path, F_OK) != 0, errno == ENOENT else { return }
        try doing("process.cwd") { () throws(SystemCallError) in
            let root = try OwnedDescriptor.open("/", OpenFlags.path | O_DIRECTORY)
            _ = try MountTarget.open(path, in: root.raw, orMake: .directory)
        }
    }
}
