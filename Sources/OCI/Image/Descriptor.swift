/// A pointer to content: image-spec `descriptor.md`.
package struct Descriptor: Codable, Hashable, Sendable {
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

    /// - Throws: `DecodingError` for a negative size too, so that no length taken from one can be.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        mediaType = try container.decodeIfPresent(MediaType.self, forKey: .mediaType) ?? MediaType(rawValue: "")
        digest = try container.decode(Digest.self, forKey: .digest)
        size = try container.decode(Int64.self, forKey: .size)
        guard size >= 0 else {
            throw DecodingError.dataCorruptedError(
                forKey: .size, in: container, debugDescription: "negative size \(size)")
        }
        urls = try container.decodeIfPresent([String].self, forKey: .urls)
        annotations = try container.decodeIfPresent([String: String].self, forKey: .annotations)
        data = try container.decodeIfPresent(String.self, forKey: .data)
        artifactType = try container.decodeIfPresent(String.self, forKey: .artifactType)
        platform = try container.decodeIfPresent(Platform.self, forKey: .platform)
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
