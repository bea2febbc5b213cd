package import Linux
package import OCI
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Snapshots by overlayfs: a layer is a directory with what it adds and marks for what it takes away; the kernel shows
/// the stack as one tree.
///
/// In a layer's directory, beside what ``SnapshotStore`` keeps there, are `fs`, the tree, and until the layer is first
/// used `implied`, see ``ImpliedDirectories``. In a snapshot's directory are `upper` and `work`.
package final class OverlaySnapshotter: Snapshotter {
    package let name = "overlay2"
    package let appliesIndependently = true
    let store: SnapshotStore
    /// The trees of stacks that were looked up: topmost first.
    private let stacks = Mutex<[Digest: [String]]>([:])

    /// - Parameter root: the snapshotter's directory; made when it is not there.
    package init(root: String) throws(SnapshotError) {
        store = try SnapshotStore(root: root)
    }

    package func recover() throws(SnapshotError) { try store.recover() }

    // MARK: Layers

    package func layerWriter(_ layer: LayerRequest) throws(SnapshotError) -> any LayerWriter {
        try LayerApplication(layer, OverlayStaging(store, layer))
    }

    package func contains(_ chainID: Digest) -> Bool { store.contains(chainID) }
    package func layers() throws(SnapshotError) -> [Digest] { try store.layers() }

    package func usage(ofLayer chainID: Digest) throws(SnapshotError) -> SnapshotUsage {
        try store.usage(ofLayer: chainID)
    }

    package func removeLayer(_ chainID: Digest) throws(SnapshotError) {
        try store.removeLayer(chainID)
        stacks.withLock { $0[chainID] = nil }
    }

    // MARK: Snapshots

    package func prepare(_ key: String, parent: Digest?) throws(SnapshotError) {
        let stack = try parent.map { chainID throws(SnapshotError) in try trees(of: chainID) } ?? []
        try store.prepare(key, parent: parent) { directory throws(SnapshotError) in
            for part in ["upper", "work"] {
                let path = "\(directory)/\(part)"
                try storageCall("mkdir", path) { mkdir(path, 0o755) }
            }
            try RootAttributes.copy(from: stack.first, to: directory + "/upper")
        }
    }

    package func mount(_ key: String) throws(SnapshotError) -> RootMount {
        let parent = try store.parent(ofSnapshot: key)
        let directory = store.snapshotDirectory(key)
        guard let parent else { return .directory(path: directory + "/upper", readOnly: false) }
        return .overlay(
            OverlayMount(lower: try trees(of: parent), upper: directory + "/upper", work: directory + "/work"))
    }

    package func snapshots() throws(SnapshotError) -> [String] { try store.snapshots() }
    package func remove(_ key: String) throws(SnapshotError) { try store.remove(key) }

    // MARK: Stacks

    /// The trees of a stack, topmost first. All of its layers are there and complete.
    func trees(of chainID: Digest) throws(SnapshotError) -> [String] {
        if let known = stacks.withLock({ $0[chainID] }) { return known }
        let below =
            try store.parent(ofLayer: chainID).map { parent throws(SnapshotError) in try trees(of: parent) } ?? []
        let directory = store.layerDirectory(chainID)
        try ImpliedDirectories(layer: directory).settle(above: below)
        // Of a root that is opaque, overlayfs itself takes no notice.
        let stack = try [directory + "/fs"] + (isOpaque(directory) ? [] : below)
        stacks.withLock { $0[chainID] = stack }
        return stack
    }

    private func isOpaque(_ layer: String) throws(SnapshotError) -> Bool {
        let tree = try FileTree(path: layer + "/fs")
        return try OverlayWhiteouts.isOpaque(tree.root, .root)
    }
}
