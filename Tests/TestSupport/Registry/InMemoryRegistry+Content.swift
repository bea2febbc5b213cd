import JSON
package import NIOCore
package import OCI
import Synchronization

extension InMemoryRegistry {
    @discardableResult
    package func addBlob(
        _ bytes: ByteBuffer, mediaType: MediaType = .ociLayerGzip, to repository: String
    ) -> Descriptor {
        let digest = ContentDigest.sha256(bytes)
        service.state.withLock { $0.blobs[repository, default: [:]][digest] = bytes }
        return Descriptor(mediaType: mediaType, digest: digest, size: Int64(bytes.readableBytes))
    }

    /// Stores any bytes as a manifest, whether they are one or not.
    @discardableResult
    package func addManifest(
        _ bytes: ByteBuffer, mediaType: MediaType = .ociManifest, to repository: String, tag: String
    ) -> Descriptor {
        _ = service.state.withLock {
            $0.storeManifest(bytes, mediaType.rawValue, name: repository, reference: tag)
        }
        return Descriptor(mediaType: mediaType, digest: ContentDigest.sha256(bytes), size: Int64(bytes.readableBytes))
    }

    @discardableResult
    package func addManifest(_ manifest: Manifest, to repository: String, tag: String) throws -> Descriptor {
        let bytes = ByteBuffer(bytes: manifest.json())
        return addManifest(bytes, mediaType: manifest.mediaType ?? .ociManifest, to: repository, tag: tag)
    }

    @discardableResult
    package func addIndex(_ index: Index, to repository: String, tag: String) throws -> Descriptor {
        let bytes = ByteBuffer(bytes: index.json())
        return addManifest(bytes, mediaType: index.mediaType ?? .ociIndex, to: repository, tag: tag)
    }

    /// An image of these layers, stored with its configuration.
    ///
    /// - Parameter layers: as they are sent, lowest first; `diffIDs` are of the same, unpacked.
    @discardableResult
    package func addImage(
        layers: [ByteBuffer], diffIDs: [Digest], layerType: MediaType = .ociLayerGzip, platform: Platform = .host,
        to repository: String, tag: String
    ) throws -> Descriptor {
        let configuration = ImageConfiguration(platform: platform, diffIDs: diffIDs)
        let bytes = ByteBuffer(bytes: configuration.json())
        let config = addBlob(bytes, mediaType: .ociConfiguration, to: repository)
        let descriptors = layers.map { addBlob($0, mediaType: layerType, to: repository) }
        return try addManifest(Manifest(config: config, layers: descriptors), to: repository, tag: tag)
    }

    package func blob(_ digest: Digest, in repository: String) -> ByteBuffer? {
        service.state.withLock { $0.blobs[repository]?[digest] }
    }

    /// - Parameter reference: a tag or a digest.
    package func manifest(_ reference: String, in repository: String) -> ByteBuffer? {
        service.state.withLock { $0.manifests[repository]?[reference]?.bytes }
    }
}
