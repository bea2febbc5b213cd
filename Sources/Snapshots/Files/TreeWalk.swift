/// Visits all that is in a tree, but not its root: a directory before what is in it, names in the order of their bytes.
///
/// Holds no descriptor per level, so that no depth is too deep but that which a path cannot name.
enum TreeWalk {
    static func visit(
        _ tree: FileTree, _ body: (Place, NodeStatus) throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        var pending: [TreePath] = try children(of: .root, in: tree)
        while let path = pending.popLast() {
            // Both may be gone by now: the tree may be a running container's.
            guard let parent = try tree.directory(path.parentBytes), let status = try NodeStatus(parent, path) else {
                continue
            }
            try body(Place(parent: parent, path: path), status)
            if status.kind == .directory { pending += try children(of: path, in: tree) }
        }
    }

    /// The last one first.
    private static func children(of path: TreePath, in tree: FileTree) throws(SnapshotError) -> [TreePath] {
        guard let directory = try tree.directory(path.bytes) else { return [] }
        return try DirectoryListing.names(directory, path.description).reversed().map(path.appending)
    }
}
