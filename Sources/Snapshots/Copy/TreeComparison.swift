#if canImport(Glibc)
import Glibc
#endif

/// Finds what differs between a tree and the one that it was copied from.
///
/// A file is the same when its kind, owner, mode, size, time, device and attributes are, and a link's target. A copy
/// keeps all of them, and to change a file's content and put its time back is a lie that Docker believes too.
struct TreeComparison {
    private let tree: FileTree
    private let original: FileTree?
    private let made: MadeEntries
    private var changes = ChangeSet()

    init(_ tree: FileTree, with original: FileTree?, but made: MadeEntries) {
        self.tree = tree
        self.original = original
        self.made = made
    }

    consuming func find() throws(SnapshotError) -> ChangeSet {
        try TreeWalk.visit(tree) { place, status throws(SnapshotError) in try compare(place, status) }
        if let original {
            try TreeWalk.visit(original) { place, _ throws(SnapshotError) in try findDeleted(place) }
        }
        return changes
    }

    private mutating func compare(_ place: Place, _ status: NodeStatus) throws(SnapshotError) {
        guard let original, let directory = try original.directory(place.path.parentBytes),
            let before = try NodeStatus(directory, place.path)
        else {
            if let kind = made.change(of: place.path, status) { changes.add(kind, place.path) }
            return
        }
        if try !isSame(place, status, Place(parent: directory, path: place.path), before) {
            changes.add(.modified, place.path)
        }
    }

    /// Of what is gone only the topmost is told.
    private mutating func findDeleted(_ place: Place) throws(SnapshotError) {
        guard let directory = try tree.directory(place.path.parentBytes) else { return }
        if try NodeStatus(directory, place.path) == nil { changes.add(.deleted, place.path) }
    }

    private func isSame(
        _ place: Place, _ status: NodeStatus, _ before: Place, _ old: NodeStatus
    ) throws(SnapshotError) -> Bool {
        guard status.kind == old.kind, status.isSameDirectory(as: old) else { return false }
        if status.kind != .directory {
            guard status.modified == old.modified, status.raw.st_size == old.raw.st_size,
                status.raw.st_rdev == old.raw.st_rdev
            else { return false }
        }
        if status.kind == .symbolicLink {
            guard try SymbolicLink.target(place) == SymbolicLink.target(before) else { return false }
        }
        return try ExtendedAttributes.all(place.parent, place.path)
            == ExtendedAttributes.all(before.parent, before.path)
    }
}
