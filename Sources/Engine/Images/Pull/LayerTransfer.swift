import Images
import OCI
import Snapshots

/// One pass of a layer's bytes: hashed and stored, and at the same time inflated, hashed and applied.
///
/// Blocking; one call at a time.
final class LayerTransfer: Sendable {
    private let layer: PlannedLayer
    private let ingest: Ingest
    private let writer: (any LayerWriter)?
    /// Bytes that an earlier transfer had brought.
    let resumed: Int64

    /// - Parameter applies: false stores the blob only.
    init(_ layer: PlannedLayer, into catalog: ImageCatalog, applies: Bool) throws {
        let writer = applies ? try catalog.snapshotter.layerWriter(LayerRequest(layer)) : nil
        self.layer = layer
        do {
            ingest = try catalog.content.ingest(layer.descriptor.digest, size: layer.descriptor.size) { bytes in
                try layer.named { try writer?.write(bytes) }
            }
        } catch {
            writer?.abandon()
            throw error
        }
        self.writer = writer
        resumed = ingest.size
    }

    func take(_ bytes: UnsafeRawBufferPointer) throws {
        try ingest.append(bytes)
        try layer.named { try writer?.write(bytes) }
    }

    /// Publishes the blob, then the layer: each after its digest was checked.
    func finish() throws {
        try ingest.commit()
        try layer.named { _ = try writer?.finish() }
    }

    /// - Parameter keepsBytes: whether the next transfer shall go on where this one ends.
    func abandon(keepsBytes: Bool) {
        writer?.abandon()
        keepsBytes ? ingest.suspend() : ingest.discard()
    }
}

extension ImageCatalog {
    /// Unpacks a layer from its blob.
    func apply(_ layer: PlannedLayer) throws {
        let writer = try snapshotter.layerWriter(LayerRequest(layer))
        do {
            try layer.named {
                try content.read(layer.descriptor.digest) { try writer.write($0) }
                _ = try writer.finish()
            }
        } catch {
            writer.abandon()
            throw error
        }
    }
}

extension PlannedLayer {
    /// Says in a failure to unpack which layer it was: an image has many.
    func named(_ unpack: () throws -> Void) throws {
        do { try unpack() } catch let error as SnapshotError { throw error.during("layer \(descriptor.digest)") }
    }
}

extension LayerRequest {
    /// The compression is told from the bytes: media types in the wild do not always say the truth.
    init(_ layer: PlannedLayer) {
        self.init(chainID: layer.chainID, parent: layer.parent, diffID: layer.diffID)
    }
}
