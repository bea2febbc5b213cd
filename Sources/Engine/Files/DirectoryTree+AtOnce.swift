import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Removals that no one sees half-way: what is being removed has a name that nothing of the engine's has.
extension DirectoryTree {
    private static let removedPrefix = ".removed-"

    /// Takes a directory away at once, then removes it; one that is not there is no error.
    static func removeAtOnce(_ name: String, in parent: String) throws(SystemCallError) {
        let path = "\(parent)/\(name)"
        let removed = "\(parent)/\(removedPrefix)\(name)"
        try remove(removed)
        if rename(path, removed) != 0, errno != ENOENT {
            throw SystemCallError("rename", path, errno: Errno(rawValue: errno))
        }
        try remove(removed)
    }

    /// Removes what a crash left of that, to be called when an engine starts.
    static func clearRemoved(in parent: String) throws(SystemCallError) {
        for name in try names(in: parent) where name.hasPrefix(removedPrefix) { try remove("\(parent)/\(name)") }
    }
}
