package import Linux
package import OCI

/// Snapshots as plain directories: each layer's tree holds the whole stack up to it, and a snapshot is a copy of its
/// parent's. For filesystems that overlayfs cannot stack. Where the filesystem can share blocks (`FICLONE`: XFS, Btrfs)
/// a copy costs no more than its inodes.
///
/// In a layer's and in a snapshot's directory is `fs`, the tree.
package final class CopySnapshotter: Snapshotter {
    package let name = "copy"
    package let appliesIndependently = false
    private let store: SnapshotStore

    /// - Parameter root: the snapshotter's directory; made when it is not there.
    package init(root: String) throws(SnapshotError) {
        store = try SnapshotStore(root: root)
    }

    package func recover() throws(SnapshotError) { try store.recover() }

    // MARK: Layers

    package func layerWriter(_ layer: LayerRequest) throws(SnapshotError) -> any LayerWriter {
        if let parent = layer.parent, !store.contains(parent) {
            throw SnapshotError(.notFound, "no such layer: \(parent)")
        }
        return try LayerApplication(layer, CopyStaging(store, layer))
    }

    package func contains(_ chainID: Digest) -> Bool { store.contains(chainID) }
    package func layers() throws(SnapshotError) -> [Digest] { try store.layers() }

    package func usage(ofLayer chainID: Digest) throws(SnapshotError) -> SnapshotUsage {
        try store.usage(ofLayer: chainID)
    }

    package func removeLayer(_ chainID: Digest) throws(SnapshotError) { try store.removeLayer(chainID) }

    // MARK: Snapshots

    package func prepare(_ key: String, parent: Digest?) throws(SnapshotError) {
        if let parent, !store.contains(parent) { throw SnapshotError(.notFound, "no such layer: \(parent)") }
        let source = parent.map { store.layerDirectory($0) + "/fs" }
        try store.prepare(key, parent: parent) { directory throws(SnapshotError) in
            try TreeCopy.make(directory + "/fs", from: source)
        }
    }

    package func mount(_ key: String) throws(SnapshotError) -> RootMount {
        _ = try store.parent(ofSnapshot: key)
        return .directory(path: tree(key), readOnly: false)
    }

    package func snapshots() throws(SnapshotError) -> [String] { try store.snapshots() }
    package func remove(_ key: String) throws(SnapshotError) { try store.remove(key) }

    package func usage(_ key: String) throws(SnapshotError) -> SnapshotUsage {
        let changes = try changeSet(key, but: .none)
        let tree = try FileTree(path: tree(key), followsLinks: false)
        var counter = TreeUsage()
        for (path, kind) in changes.kinds where kind != .deleted {
            guard let parent = try tree.directory(path.parentBytes), let status = try NodeStatus(parent, path) else {
                continue
            }
            counter.add(status)
        }
        return counter.usage
    }

    package func changes(_ key: String, but points: MountPoints) throws(SnapshotError) -> [Change] {
        try changeSet(key, but: points).changes
    }

    package func archiveChanges(
        _ key: String, but points: MountPoints,
        to sink: @escaping (UnsafeRawBufferPointer) throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        let changes = try changeSet(key, but: points)
        try LayerArchiveWriter(sink).write(changes, of: FileTree(path: tree(key), followsLinks: false))
    }

    private func changeSet(_ key: String, but points: MountPoints) throws(SnapshotError) -> ChangeSet {
        let below = try store.parent(ofSnapshot: key).map { store.layerDirectory($0) + "/fs" }
        let made = try MadeEntries(for: points, on: LayerStack(below.map { [$0] } ?? []))
        let original = try below.map { path throws(SnapshotError) in try FileTree(path: path, followsLinks: false) }
        let tree = try FileTree(path: tree(key), followsLinks: false)
        return try TreeComparison(tree, with: original, but: made).find()
    }

    private func tree(_ key: String) -> String { store.snapshotDirectory(key) + "/fs" }
}
