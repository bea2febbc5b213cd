import OCI

/// A layer in the making: a copy of its parent's tree, and the archive applied to it.
final class CopyStaging: LayerStaging {
    private let store: SnapshotStore
    private let layer: LayerRequest
    private let staged: StagedLayer

    init(_ store: SnapshotStore, _ layer: LayerRequest) throws(SnapshotError) {
        self.store = store
        self.layer = layer
        staged = try store.stageLayer(parent: layer.parent)
    }

    func apply(_ reader: TarReader) throws(SnapshotError) -> AppliedTree {
        let path = staged.path + "/fs"
        try TreeCopy.make(path, from: layer.parent.map { store.layerDirectory($0) + "/fs" })
        let tree = try FileTree(path: path)
        let applier = try ArchiveApplier(
            tree: tree, isEmpty: layer.parent == nil, whiteouts: RemovingWhiteouts(tree: tree, trash: store.trash),
            trash: store.trash, limits: layer.limits)
        return try applier.apply(reader)
    }

    func publish(_ tree: AppliedTree) throws(SnapshotError) {
        try store.publish(staged, as: layer.chainID, usage: tree.usage)
    }

    func discard() {
        store.discard(staged)
    }
}
