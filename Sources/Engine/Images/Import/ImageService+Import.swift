import Images
import JSON
import Linux
package import NIOCore
package import OCI
import Snapshots

extension ImageService {
    /// Makes an image of one layer of a root filesystem's tar stream: plain, gzip or zstd.
    ///
    /// - Returns: the image's ID.
    /// - Throws: `invalidArgument` for an instruction or an archive that cannot be used; nothing stays then.
    package func `import`<Body: AsyncSequence & Sendable>(
        _ body: Body, _ request: ImportRequest
    ) async throws(EngineError) -> Digest where Body.Element == ByteBuffer {
        var defaults = ProcessDefaults()
        for change in request.changes { try defaults.apply(change) }
        if let reference = request.reference, reference.digest != nil {
            throw EngineError(.invalidArgument, "cannot import digest reference")
        }
        let catalog = self.catalog
        let configured = defaults
        let id = try await BlockingWork.reading(body, while: "import an image") { source in
            let images = LeasedImages("import", in: catalog)
            do {
                let layer = try ImportedLayer(source, into: images)
                let image = try images.unpack(layer, defaults: configured, request)
                try catalog.store.publish(image)
                try images.end()
                return image.record.id
            } catch {
                // Where this fails too, as on a full disk, the lease ends by itself.
                try? images.end()
                throw error
            }
        }
        events.publish(.image, "import", id: request.reference?.familiar ?? id.description)
        return id
    }
}

/// A layer that was stored as it came.
private struct ImportedLayer {
    let descriptor: Descriptor
    let diffID: Digest

    init(_ source: BodySource, into images: LeasedImages) throws {
        let ingest = try images.catalog.content.ingestUnnamed()
        var start: [UInt8] = []
        do {
            while let piece = try source.next() {
                if start.count < Compression.magicLength {
                    start.append(contentsOf: piece.prefix(Compression.magicLength))
                }
                try ingest.append(piece)
            }
        } catch {
            ingest.discard()
            throw error
        }
        let stored = try images.commit(ingest)
        let compression = Compression.detect(start)
        descriptor = Descriptor(mediaType: compression.layerType, digest: stored.digest, size: stored.size)
        diffID = compression == .none ? stored.digest : try Self.diffID(stored.digest, images.catalog.content)
    }

    /// The layer's name has to be known before it is applied, so that a compressed one is inflated once more.
    private static func diffID(_ blob: Digest, _ content: ContentStore) throws -> Digest {
        var hasher = ContentHasher()
        let source = DecompressedSource(try BlobSourceReader(blob, in: content))
        while let piece = try source.next() { hasher.update(piece) }
        return try hasher.finalize()
    }
}

/// A blob of the content store as a blocking source of bytes.
private final class BlobSourceReader: ByteSource {
    private let reader: BlobReader
    private var offset: Int64 = 0
    private var current = ByteBuffer()

    init(_ digest: Digest, in content: ContentStore) throws {
        reader = try BlobReader(digest, in: content)
    }

    func next() throws(SnapshotError) -> UnsafeRawBufferPointer? {
        do {
            guard let buffer = try reader.read(at: offset) else { return nil }
            offset += Int64(buffer.readableBytes)
            current = buffer
        } catch {
            throw SnapshotError(.system, "read blob \(reader.digest): \(error)")
        }
        // The buffer stays as it is until the next call, so the pointer stays good as long.
        return current.withUnsafeReadableBytes { $0 }
    }
}

extension LeasedImages {
    fileprivate func unpack(
        _ layer: ImportedLayer, defaults: ProcessDefaults, _ request: ImportRequest
    ) throws -> NewImage {
        let now = Timestamp.now().description
        let step = ImageConfiguration.History(created: now, comment: request.message)
        let configuration = ImageConfiguration(
            platform: request.platform ?? .host, created: now, config: defaults, diffIDs: [layer.diffID],
            history: [step])
        let config = try write(configuration.json(), .ociConfiguration)
        let manifest = try write(
            Manifest(config: config, layers: [layer.descriptor]).json(), .ociManifest)
        return try unpack(manifest, target: manifest, names: request.reference.map { [$0] } ?? [])
    }
}
