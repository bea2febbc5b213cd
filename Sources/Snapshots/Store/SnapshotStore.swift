import Linux
import OCI
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// The directory of a snapshotter:
/// ```
/// layers/<chain id>/      a published layer: `parent`, `usage`, and what the snapshotter keeps
/// writable/<key>/         a snapshot: `parent`, and what the snapshotter keeps
/// unpacking/<name>/       a layer in the making
/// staging/<name>/         a snapshot in the making
/// trash/<name>            either of them going away
/// ```
/// `parent` is a symbolic link whose text is the parent's chain id; there is none on a lowest layer. Things come into
/// `layers` and `writable`, and leave them, by one `rename`.
final class SnapshotStore: Sendable {
    let root: String
    let trash: Trash
    /// Held while something is published or removed, so that nothing gets a parent that is going.
    let changing = Mutex<Void>(())
    private let nextStage = Atomic<UInt64>(0)

    static let directories = ["layers", "writable", "unpacking", "staging", "trash"]

    /// - Parameter root: made, with its parents, when it is not there.
    init(root: String) throws(SnapshotError) {
        self.root = root
        try DirectoryPath.make(root)
        for directory in Self.directories { try DirectoryPath.make(root + "/" + directory) }
        trash = try Trash(path: root + "/trash")
        try AllocationHint.spreadChildren(of: root + "/unpacking")
    }

    /// Clears what a crash left.
    func recover() throws(SnapshotError) {
        for directory in ["unpacking", "staging"] { try discardAll(in: directory) }
        try trash.empty()
    }

    /// A new directory for a layer in the making, with its `parent`.
    func stageLayer(parent: Digest?) throws(SnapshotError) -> StagedLayer {
        try StagedLayer(stage(in: "unpacking", parent: parent))
    }

    /// A new directory for a snapshot in the making, with its `parent`.
    func stageSnapshot(parent: Digest?) throws(SnapshotError) -> String {
        try stage(in: "staging", parent: parent)
    }

    private func stage(in directory: String, parent: Digest?) throws(SnapshotError) -> String {
        let number = nextStage.wrappingAdd(1, ordering: .relaxed).oldValue
        let path = "\(root)/\(directory)/\(getpid())-\(number)"
        try storageCall("mkdir", path) { mkdir(path, 0o700) }
        if let parent {
            let link = path + "/parent"
            try storageCall("symlink", link) { symlink(parent.encoded, link) }
        }
        return path
    }

    /// The digest that the link `parent` in `directory` names.
    ///
    /// - Throws: `notFound` when there is no such directory.
    func parent(of directory: String, called what: String) throws(SnapshotError) -> Digest? {
        let link = directory + "/parent"
        var text = [CChar](repeating: 0, count: 256)
        let length = readlink(link, &text, text.count)
        guard length < 0 else {
            let bytes = text.prefix(length).map(UInt8.init(bitPattern:))
            return try Self.chainID(String(decoding: bytes, as: UTF8.self), in: link)
        }
        guard errno == ENOENT else { throw SnapshotError.last("readlink", link) }
        guard access(directory, F_OK) == 0 else { throw SnapshotError(.notFound, "no such \(what)") }
        return nil
    }

    private static func chainID(_ text: String, in link: String) throws(SnapshotError) -> Digest {
        do {
            return try Digest(.sha256, encoded: text)
        } catch {
            throw SnapshotError(.system, "\(link) is damaged: \(error)")
        }
    }

    func names(in directory: String) throws(SnapshotError) -> [String] {
        let path = root + "/" + directory
        let descriptor = OwnedDescriptor(
            owning: try storageCall("open", path) { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
        return try DirectoryListing.names(descriptor.raw, path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Moves `path` out of the way.
    ///
    /// - Returns: what `trash` calls it now: to be purged.
    func retire(_ path: String) throws(SnapshotError) -> TreePath {
        let cleaned = try TreePath(cleaning: Array(path.utf8), limit: Int(PATH_MAX))
        let parent = "/" + String(decoding: cleaned.parentBytes, as: UTF8.self)
        let descriptor = OwnedDescriptor(
            owning: try storageCall("open", parent) { open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
        return try trash.receive(descriptor.raw, cleaned)
    }

    /// Throws away what did not come about. What cannot be deleted now, `recover` deletes.
    func discard(_ staged: StagedLayer) {
        guard let retired = try? retire(staged.path) else { return }
        try? trash.purge(retired)
    }

    private func discardAll(in directory: String) throws(SnapshotError) {
        for name in try names(in: directory) { try trash.purge(try retire("\(root)/\(directory)/\(name)")) }
    }
}
