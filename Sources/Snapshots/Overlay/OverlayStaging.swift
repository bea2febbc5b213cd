import OCI

#if canImport(Glibc)
import Glibc
#endif

/// A layer in the making, in a tree of its own.
final class OverlayStaging: LayerStaging {
    private let store: SnapshotStore
    private let layer: LayerRequest
    private let staged: StagedLayer

    init(_ store: SnapshotStore, _ layer: LayerRequest) throws(SnapshotError) {
        self.store = store
        self.layer = layer
        staged = try store.stageLayer(parent: layer.parent)
        let tree = staged.path + "/fs"
        try storageCall("mkdir", tree) { mkdir(tree, 0o755) }
        try storageCall("chmod", tree) { chmod(tree, 0o755) }
    }

    func apply(_ reader: TarReader) throws(SnapshotError) -> AppliedTree {
        let applier = try ArchiveApplier(
            tree: FileTree(path: staged.path + "/fs"), isEmpty: true, whiteouts: OverlayWhiteouts(), trash: store.trash,
            limits: layer.limits)
        return try applier.apply(reader)
    }

    func publish(_ tree: AppliedTree) throws(SnapshotError) {
        if layer.parent != nil { try ImpliedDirectories(layer: staged.path).record(tree.impliedDirectories) }
        try store.publish(staged, as: layer.chainID, usage: tree.usage)
    }

    func discard() {
        store.discard(staged)
    }
}
