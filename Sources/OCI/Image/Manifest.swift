/// An image manifest: image-spec `manifest.md`, and Docker's schema 2, which has the same shape.
package struct Manifest: Equatable, Sendable {
    package var schemaVersion: Int
    /// Required by Docker, optional in OCI.
    package var mediaType: MediaType?
    package var artifactType: String?
    package var config: Descriptor
    /// Lowest layer first.
    package var layers: [Descriptor]
    package var subject: Descriptor?
    package var annotations: [String: String]?

    package init(
        mediaType: MediaType = .ociManifest, config: Descriptor, layers: [Descriptor],
        annotations: [String: String]? = nil
    ) {
        self.schemaVersion = 2
        self.mediaType = mediaType
        self.config = config
        self.layers = layers
        self.annotations = annotations
    }
}

/// Manifests for several platforms under one digest: image-spec `image-index.md`, and Docker's manifest list.
package struct Index: Equatable, Sendable {
    package var schemaVersion: Int
    package var mediaType: MediaType?
    package var artifactType: String?
    package var manifests: [Descriptor]
    package var subject: Descriptor?
    package var annotations: [String: String]?

    package init(mediaType: MediaType = .ociIndex, manifests: [Descriptor], annotations: [String: String]? = nil) {
        self.schemaVersion = 2
        self.mediaType = mediaType
        self.manifests = manifests
        self.annotations = annotations
    }

    /// The image that suits `platform` best: an exact match before an older variant, the first of equals. Entries
    /// without a platform count last; attestations never.
    package func manifest(for platform: Platform) -> Descriptor? {
        let images = manifests.filter { !$0.isAttestation }
        let ranked = images.enumerated().compactMap { position, descriptor -> (rank: Int, position: Int)? in
            guard let candidate = descriptor.platform else { return (Int.max, position) }
            return platform.rank(of: candidate).map { ($0, position) }
        }
        return ranked.min { $0 < $1 }.map { images[$0.position] }
    }
}
