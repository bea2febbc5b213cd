/// A pointer to content: image-spec `descriptor.md`.
package struct Descriptor: Hashable, Sendable {
    package var mediaType: MediaType
    package var digest: Digest
    /// Bytes of the content as it is stored and sent, compressed where it is; never negative.
    package var size: Int64
    package var urls: [String]?
    package var annotations: [String: String]?
    /// The content itself, base64, where a registry embeds it.
    package var data: String?
    package var artifactType: String?
    package var platform: Platform?

    package init(
        mediaType: MediaType, digest: Digest, size: Int64, annotations: [String: String]? = nil,
        platform: Platform? = nil
    ) {
        self.mediaType = mediaType
        self.digest = digest
        self.size = size
        self.annotations = annotations
        self.platform = platform
    }
}

extension Descriptor {
    /// The annotations that image-spec `annotations.md` and containerd define and that are read here.
    package enum Annotation {
        /// The tag in an OCI layout's `index.json`.
        package static let referenceName = "org.opencontainers.image.ref.name"
        /// The whole name in an OCI layout's `index.json`, as containerd and Docker write it.
        package static let imageName = "io.containerd.image.name"
        /// `attestation-manifest` marks BuildKit's attestations, which are no images.
        package static let dockerReferenceType = "vnd.docker.reference.type"
    }

    /// Whether this entry of an index is an attestation about another one, not an image to run.
    package var isAttestation: Bool {
        annotations?[Annotation.dockerReferenceType] == "attestation-manifest"
    }
}
