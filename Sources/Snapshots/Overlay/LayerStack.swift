/// Looks paths up in layers as overlayfs does, without a mount.
final class LayerStack {
    /// Where a path was found: its status, and the descriptor of its directory, valid until the next search.
    struct Found {
        let status: NodeStatus
        let parent: Int32
    }

    private enum Sight {
        case found(Found)
        /// This layer says nothing about it.
        case absent
        /// This layer hides what the lower ones have.
        case hidden
    }

    private let trees: [FileTree]

    /// - Parameter paths: topmost first.
    init(_ paths: [String]) throws(SnapshotError) {
        var trees: [FileTree] = []
        for path in paths { trees.append(try FileTree(path: path, followsLinks: false)) }
        self.trees = trees
    }

    func find(_ path: TreePath) throws(SnapshotError) -> Found? {
        for tree in trees {
            switch try look(for: path, in: tree) {
            case .found(let found): return found
            case .absent: continue
            case .hidden: return nil
            }
        }
        return nil
    }

    /// The names that the stack shows in a directory, in no order.
    func names(in path: TreePath) throws(SnapshotError) -> Set<[UInt8]> {
        var shown: Set<[UInt8]> = []
        var gone: Set<[UInt8]> = []
        for tree in trees {
            let sight = try look(for: path, in: tree)
            if case .hidden = sight { break }
            guard case .found(let found) = sight else { continue }
            guard found.status.kind == .directory, let directory = try tree.directory(path.bytes) else { break }
            for name in try DirectoryListing.names(directory, path.description) {
                let isGone = try NodeStatus(directory, path.appending(name))?.isWhiteout ?? true
                if isGone { gone.insert(name) } else if !gone.contains(name) { shown.insert(name) }
            }
            if try isOpaque(path, in: tree) { break }
        }
        return shown
    }

    /// Whether a directory, or one on the way to it, hides the layers below.
    private func isOpaque(_ path: TreePath, in tree: FileTree) throws(SnapshotError) -> Bool {
        for prefix in path.prefixes {
            guard let parent = try tree.directory(prefix.parentBytes) else { return false }
            if try OverlayWhiteouts.isOpaque(parent, prefix) { return true }
        }
        return false
    }

    private func look(for path: TreePath, in tree: FileTree) throws(SnapshotError) -> Sight {
        if path.isRoot, let status = try NodeStatus(tree.root, path) {
            return .found(Found(status: status, parent: tree.root))
        }
        var isOpaque = false
        for prefix in path.prefixes {
            guard let parent = try tree.directory(prefix.parentBytes), let status = try NodeStatus(parent, prefix)
            else {
                return isOpaque ? .hidden : .absent
            }
            if status.isWhiteout { return .hidden }
            if prefix == path { return .found(Found(status: status, parent: parent)) }
            if status.kind != .directory { return .hidden }
            if try OverlayWhiteouts.isOpaque(parent, prefix) { isOpaque = true }
        }
        return .absent
    }
}
