import CLinux
import Dispatch
import Linux
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Takes whole trees away: first, in one step, out of where they were; then for good.
///
/// A tree may be nested deeper than there are descriptors or stack: directories that are not empty are moved up beside
/// each other, so that one descriptor is enough for any of them. What a crash leaves is in one place.
final class Trash: Sendable {
    private let directory: OwnedDescriptor
    private let next = Atomic<UInt64>(0)
    private let later = DispatchQueue(label: "wherry.trash", qos: .utility)

    /// - Parameter path: a directory of its own, on the filesystem of what is thrown away.
    init(path: String) throws(SnapshotError) {
        directory = OwnedDescriptor(
            owning: try storageCall("open", path) { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
    }

    /// Takes `path` out of the directory that holds it, and deletes it with all that is in it.
    func discard(_ parent: Int32, _ path: TreePath) throws(SnapshotError) {
        try purge(try receive(parent, path))
    }

    /// Takes `path` out of the directory that holds it.
    ///
    /// - Returns: its name here.
    func receive(_ parent: Int32, _ path: TreePath) throws(SnapshotError) -> TreePath {
        while true {
            let name = freshName()
            let result = path.withName { old in
                name.withName { clinux_renameat2(parent, old, directory.raw, $0, UInt32(CLINUX_RENAME_NOREPLACE)) }
            }
            if result != 0, errno == EEXIST { continue }
            try storageCall("renameat2", path.description) { result }
            return name
        }
    }

    /// Deletes what lies here from before.
    func empty() throws(SnapshotError) {
        for name in try DirectoryListing.names(directory.raw, "trash") { try purge(TreePath.root.appending(name)) }
    }

    /// Deletes it beside what goes on. What cannot be deleted, or not before the process ends, is left to ``empty()``.
    func purgeLater(_ name: TreePath) {
        later.async { try? self.purge(name) }
    }

    func purge(_ name: TreePath) throws(SnapshotError) {
        var pending = [name]
        while let next = pending.popLast() {
            if try unlinked(directory.raw, next) { continue }
            let descriptor = OwnedDescriptor(
                owning: try storageCall("openat", next.description) {
                    next.withName { openat(directory.raw, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
                })
            for child in try DirectoryListing.names(descriptor.raw, next.description) {
                let path = TreePath.root.appending(child)
                if try unlinked(descriptor.raw, path) { continue }
                pending.append(try receive(descriptor.raw, path))
            }
            try storageCall("unlinkat", next.description) {
                next.withName { unlinkat(directory.raw, $0, AT_REMOVEDIR) }
            }
        }
    }

    /// - Returns: false for a directory that is not empty.
    private func unlinked(_ parent: Int32, _ path: TreePath) throws(SnapshotError) -> Bool {
        if path.withName({ unlinkat(parent, $0, 0) }) == 0 { return true }
        guard errno == EISDIR || errno == EPERM else {
            throw SnapshotError.last("unlinkat", path.description)
        }
        if path.withName({ unlinkat(parent, $0, AT_REMOVEDIR) }) == 0 { return true }
        if errno == ENOTEMPTY || errno == EEXIST { return false }
        throw SnapshotError.last("unlinkat", path.description)
    }

    private func freshName() -> TreePath {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        return TreePath.root.appending("\(getpid())-\(number)".utf8)
    }
}
