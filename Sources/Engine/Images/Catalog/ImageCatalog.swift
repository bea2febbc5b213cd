import Images
import Linux
import OCI
import Snapshots
import Synchronization

/// What is here, in the stores' own terms. All calls block.
struct ImageCatalog: Sendable {
    let content: ContentStore
    let store: ImageStore
    let snapshotter: any Snapshotter
    private let configurations = ConfigurationCache()
    private let indexWriter = IndexWriter()

    init(content: ContentStore, store: ImageStore, snapshotter: any Snapshotter) {
        self.content = content
        self.store = store
        self.snapshotter = snapshotter
    }

    func configuration(_ id: Digest) throws -> ImageConfiguration {
        try configurations.get(id) {
            try ImageConfiguration(parsing: content.read(id, limit: ImageConfiguration.sizeLimit))
        }
    }

    func manifest(_ image: ImageRecord) throws -> Manifest {
        let bytes = try content.read(image.manifest.digest, limit: ManifestDocument.sizeLimit)
        guard case .manifest(let manifest) = try ManifestDocument(parsing: bytes, mediaType: image.manifest.mediaType)
        else { throw EngineError(.internal, "image \(image.id) has an index for its manifest") }
        return manifest
    }

    /// Bytes of the unpacked layers.
    func size(of configuration: ImageConfiguration) throws -> Int64 {
        try layerSizes(of: configuration).reduce(0, +)
    }

    /// Lowest first; 0 for a layer that is not unpacked.
    func layerSizes(of configuration: ImageConfiguration) throws -> [Int64] {
        try Digest.chainIDs(of: configuration.rootfs.diffIDs).map { chainID in
            guard snapshotter.contains(chainID) else { return 0 }
            return try snapshotter.usage(ofLayer: chainID).bytes
        }
    }

    /// Whether everything that the image needs is here.
    func isComplete(_ id: Digest) throws -> Bool {
        try store.resources(of: id).allSatisfy { resource in
            switch resource {
            case .blob(let digest): content.contains(digest)
            case .layer(let chainID): snapshotter.contains(chainID)
            }
        }
    }

    /// Removes what nothing needs.
    func collect() throws -> Collected {
        try store.collect(content, SnapshotLayers(snapshotter: snapshotter))
    }

    /// Brings the layout's `index.json` up to date with the names.
    func writeIndex() throws {
        try indexWriter.write(store, to: content)
    }
}

/// One writer at a time, so that an older list of names never replaces a newer one.
private final class IndexWriter: Sendable {
    private let lock = Mutex(())

    func write(_ store: ImageStore, to content: ContentStore) throws {
        try lock.withLock { _ in
            let manifests = try store.names().map { name in
                var descriptor = name.target
                descriptor.annotations = [Descriptor.Annotation.imageName: name.reference.description]
                descriptor.annotations?[Descriptor.Annotation.referenceName] = name.reference.tag
                return descriptor
            }
            try content.write(Index(manifests: manifests))
        }
    }
}

/// Configurations never change under their digests, and every listing wants them all.
private final class ConfigurationCache: Sendable {
    private static let capacity = 256
    private let entries = Mutex([Digest: ImageConfiguration]())

    func get(_ id: Digest, _ read: () throws -> ImageConfiguration) rethrows -> ImageConfiguration {
        if let known = entries.withLock({ $0[id] }) { return known }
        let configuration = try read()
        entries.withLock { entries in
            if entries.count >= Self.capacity { entries.removeAll() }
            entries[id] = configuration
        }
        return configuration
    }
}

private struct SnapshotLayers: LayerStore {
    let snapshotter: any Snapshotter

    func layers() throws -> [Digest] { try snapshotter.layers() }
    func size(of chainID: Digest) throws -> Int64 { try snapshotter.usage(ofLayer: chainID).bytes }

    func remove(_ chainID: Digest) throws -> Bool {
        do {
            try snapshotter.removeLayer(chainID)
            return true
        } catch  where error.code == .inUse {
            return false
        }
    }
}
