import Images
import Linux
import OCI
import Snapshots
import Synchronization

/// A snapshotter without a disk: it checks what is written to it as a real one does, and keeps only the names. Layers
/// are plain archives; any bytes will do.
final class HashingSnapshotter: Snapshotter {
    private struct State {
        var layers: [Digest: (parent: Digest?, size: Int64)] = [:]
        var keys: [String: Digest?] = [:]
        var written = 0
    }
    let appliesIndependently: Bool
    let name = "hashing"
    private let state = Mutex(State())

    init(appliesIndependently: Bool = true) {
        self.appliesIndependently = appliesIndependently
    }

    /// Layers that were written to their end.
    var written: Int { state.withLock { $0.written } }

    func recover() {}

    func layerWriter(_ layer: LayerRequest) throws(SnapshotError) -> any LayerWriter {
        if !appliesIndependently, let parent = layer.parent, !contains(parent) {
            throw SnapshotError(.notFound, "layer \(parent) is not there")
        }
        return HashingWriter(layer, owner: self)
    }

    fileprivate func publish(_ layer: LayerRequest, size: Int64) {
        state.withLock { state in
            state.layers[layer.chainID] = (layer.parent, size)
            state.written += 1
        }
    }

    func contains(_ chainID: Digest) -> Bool { state.withLock { $0.layers[chainID] != nil } }
    func layers() -> [Digest] { state.withLock { Array($0.layers.keys) } }

    func usage(ofLayer chainID: Digest) throws(SnapshotError) -> SnapshotUsage {
        guard let layer = state.withLock({ $0.layers[chainID] }) else {
            throw SnapshotError(.notFound, "no \(chainID)")
        }
        return SnapshotUsage(bytes: layer.size, inodes: 1)
    }

    func removeLayer(_ chainID: Digest) throws(SnapshotError) {
        let isFree = state.withLock { state in
            let isUsed = state.layers.values.contains { $0.parent == chainID } || state.keys.values.contains(chainID)
            if !isUsed { state.layers[chainID] = nil }
            return !isUsed
        }
        guard isFree else { throw SnapshotError(.inUse, "layer \(chainID) is in use") }
    }

    func prepare(_ key: String, parent: Digest?) { state.withLock { $0.keys[key] = .some(parent) } }
    func snapshots() -> [String] { state.withLock { Array($0.keys.keys) } }
    func remove(_ key: String) { state.withLock { $0.keys[key] = nil } }
    func mount(_ key: String) -> RootMount { .directory(path: "/", readOnly: true) }
    func usage(_ key: String) -> SnapshotUsage { SnapshotUsage() }
    func changes(_ key: String, but points: MountPoints) -> [Change] { [] }
    func archiveChanges(
        _ key: String, but points: MountPoints,
        to sink: @escaping (UnsafeRawBufferPointer) throws(SnapshotError) -> Void
    ) {}
}

private final class HashingWriter: LayerWriter {
    private struct State: ~Copyable {
        var hasher = ContentHasher()
        var size: Int64 = 0
    }
    private let layer: LayerRequest
    private let owner: HashingSnapshotter
    private let state = Mutex(State())

    init(_ layer: LayerRequest, owner: HashingSnapshotter) {
        self.layer = layer
        self.owner = owner
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(SnapshotError) {
        state.withLock { state in
            state.hasher.update(bytes)
            state.size += Int64(bytes.count)
        }
    }

    func finish() throws(SnapshotError) -> AppliedLayer {
        let (found, size) = state.withLock { (try? $0.hasher.finalize(), $0.size) }
        guard found == layer.diffID else {
            throw SnapshotError(.digestMismatch, "layer is not \(layer.diffID)")
        }
        owner.publish(layer, size: size)
        return AppliedLayer(
            chainID: layer.chainID, diffID: layer.diffID, archiveSize: size,
            usage: SnapshotUsage(bytes: size, inodes: 1))
    }

    func abandon() {}
}
