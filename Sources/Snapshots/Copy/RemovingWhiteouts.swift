/// Whiteouts where the layers below are in the same tree: what they name is deleted, unless this layer put it there.
final class RemovingWhiteouts: WhiteoutPolicy {
    private let tree: FileTree
    private let trash: Trash
    /// What the layer put into the tree, with all directories on the way there.
    private var written: Set<TreePath> = []

    init(tree: FileTree, trash: Trash) {
        self.tree = tree
        self.trash = trash
    }

    func remove(_ path: TreePath, in directory: Int32) throws(SnapshotError) {
        guard let existing = try NodeStatus(directory, path) else { return }
        if !written.contains(path) {
            try discard(path, existing, in: directory)
        } else if existing.kind == .directory {
            try makeOpaque(path, in: directory)
        }
    }

    func makeOpaque(_ path: TreePath, in parent: Int32) throws(SnapshotError) {
        var pending = [path]
        while let next = pending.popLast() {
            guard let directory = try tree.directory(next.bytes) else { continue }
            for name in try DirectoryListing.names(directory, next.description) {
                let child = next.appending(name)
                // Discarding may have made the tree forget its descriptors.
                guard let directory = try tree.directory(next.bytes),
                    let status = try NodeStatus(directory, child)
                else { continue }
                if !written.contains(child) {
                    try discard(child, status, in: directory)
                } else if status.kind == .directory {
                    pending.append(child)
                }
            }
        }
    }

    func wrote(_ path: TreePath) {
        var path = path
        while !path.isRoot, written.insert(path).inserted { path = path.parent }
    }

    func isMark(_ status: NodeStatus) -> Bool { false }

    func isOwn(_ path: TreePath) -> Bool { written.contains(path) }

    private func discard(_ path: TreePath, _ status: NodeStatus, in directory: Int32) throws(SnapshotError) {
        if status.kind == .directory || status.kind == .symbolicLink { tree.forgetDirectories() }
        try trash.discard(directory, path)
    }
}
