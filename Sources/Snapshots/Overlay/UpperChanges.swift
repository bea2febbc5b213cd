/// Reads what changed off overlayfs's upper directory, as against the stack below it.
struct UpperChanges {
    private let upper: FileTree
    private let stack: LayerStack
    private let made: MadeEntries
    private var changes = ChangeSet()
    /// Directories that hide what the stack has at their place: opaque ones, and those inside them.
    private var hiding: Set<TreePath> = []

    init(_ upper: FileTree, above stack: LayerStack, but points: MountPoints) throws(SnapshotError) {
        self.upper = upper
        self.stack = stack
        made = try MadeEntries(for: points, on: stack)
    }

    consuming func find() throws(SnapshotError) -> ChangeSet {
        try TreeWalk.visit(upper) { place, status throws(SnapshotError) in try add(place, status) }
        return changes
    }

    private mutating func add(_ place: Place, _ status: NodeStatus) throws(SnapshotError) {
        let path = place.path
        let below = try stack.find(path)
        if status.isWhiteout {
            if below != nil { changes.add(.deleted, path) }
            return
        }
        guard let below else {
            if let kind = made.change(of: path, status) { changes.add(kind, path) }
            return
        }
        guard status.kind == .directory, below.status.kind == .directory else { return changes.add(.modified, path) }
        // Copied up for something in it, unless it says otherwise: then that is recorded with what is in it.
        if !status.isSameDirectory(as: below.status) { changes.add(.modified, path) }
        let isOpaque = try OverlayWhiteouts.isOpaque(place.parent, path)
        if isOpaque || hiding.contains(path.parent) {
            hiding.insert(path)
            try addHidden(by: path)
        }
    }

    private mutating func addHidden(by path: TreePath) throws(SnapshotError) {
        for name in try stack.names(in: path) {
            let child = path.appending(name)
            guard let directory = try upper.directory(path.bytes) else { return }
            if try NodeStatus(directory, child) == nil { changes.add(.deleted, child) }
        }
    }
}
