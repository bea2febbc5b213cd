import Images
import Linux
import OCI
import Snapshots

/// Makes images of what comes from elsewhere than a registry. All of it is under a lease from before it appears until
/// its image is entered, and goes when it is abandoned. Blocking.
struct LeasedImages: Sendable {
    /// Seconds: longer than any of it takes. After a crash nothing takes it up, and the next engine ends it.
    private static let duration: Int64 = 24 * 60 * 60

    let catalog: ImageCatalog
    private let lease: String
    private let expiresAt: Timestamp

    /// - Parameter purpose: `load`, `import`.
    init(_ purpose: String, in catalog: ImageCatalog) {
        self.catalog = catalog
        lease = "\(purpose)/\(UInt64.random(in: .min ... .max))"
        expiresAt = Timestamp(seconds: Timestamp.now().seconds + Self.duration)
    }

    func protect(_ resources: Set<Resource>) throws(ImagesError) {
        try catalog.store.acquire(Lease(id: lease, expiresAt: expiresAt, resources: resources))
    }

    /// Publishes a blob that was being taken in.
    func commit(_ ingest: Ingest) throws -> (digest: Digest, size: Int64) {
        try ingest.commit { digest throws(ImagesError) in try protect([.blob(digest)]) }
    }

    func write(_ bytes: [UInt8], _ mediaType: MediaType) throws -> Descriptor {
        let digest = try Digest(of: bytes)
        try protect([.blob(digest)])
        try catalog.content.write(bytes)
        return Descriptor(mediaType: mediaType, digest: digest, size: Int64(bytes.count))
    }

    /// Unpacks what is not unpacked yet; what is left to do is to publish the image.
    ///
    /// - Parameters:
    ///   - manifest: of the image; its blobs are in the content store.
    ///   - target: what the names stand for: the manifest, or an index that leads to it.
    func unpack(_ manifest: Descriptor, target: Descriptor, names: [Reference]) throws -> NewImage {
        let bytes = try catalog.content.read(manifest.digest, limit: ManifestDocument.sizeLimit)
        guard case .manifest(let document) = try ManifestDocument(parsing: bytes, mediaType: manifest.mediaType) else {
            throw EngineError(.invalidArgument, "invalid archive: \(manifest.digest) is no image manifest")
        }
        let id = document.config.digest
        let configuration = try ImageConfiguration(
            parsing: catalog.content.read(id, limit: ImageConfiguration.sizeLimit))
        let layers = try PlannedLayer.plan(document, configuration)
        var resources: Set<Resource> = [.blob(manifest.digest), .blob(target.digest), .blob(id)]
        for layer in layers { resources.formUnion([.blob(layer.descriptor.digest), .layer(layer.chainID)]) }
        try protect(resources)
        for layer in layers where !catalog.snapshotter.contains(layer.chainID) { try catalog.apply(layer) }
        return NewImage(
            ImageRecord(id: id, manifest: manifest, taggedAt: names.isEmpty ? nil : Timestamp.now().description),
            names: names.map { NameRecord(reference: $0, imageID: id, target: target) }, resources: resources)
    }

    /// Ends the lease; what belongs to no image goes.
    func end() throws {
        try catalog.store.release(lease)
        _ = try catalog.collect()
        try catalog.writeIndex()
    }
}
