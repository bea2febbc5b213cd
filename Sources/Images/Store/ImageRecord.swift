package import OCI

/// An image that is here: all its content and layers are.
package struct ImageRecord: Hashable, Sendable {
    /// The digest of the configuration.
    package var id: Digest
    /// The image manifest, never an index.
    package var manifest: Descriptor
    /// When a name was last given to it: RFC 3339; `nil` for never.
    package var taggedAt: String?

    package init(id: Digest, manifest: Descriptor, taggedAt: String? = nil) {
        self.id = id
        self.manifest = manifest
        self.taggedAt = taggedAt
    }
}

/// A name of an image: with a tag, or with the digest that a registry knows it by.
package struct NameRecord: Hashable, Sendable {
    package var reference: Reference
    package var imageID: Digest
    /// What the name stands for: an index, or the image manifest.
    package var target: Descriptor

    package init(reference: Reference, imageID: Digest, target: Descriptor) {
        self.reference = reference
        self.imageID = imageID
        self.target = target
    }
}

/// Something that has to be kept because an image or a lease needs it.
package enum Resource: Hashable, Sendable {
    case blob(Digest)
    /// A layer of the snapshotter, by its chain ID.
    case layer(Digest)

    var kind: String {
        switch self {
        case .blob: "blob"
        case .layer: "layer"
        }
    }

    var digest: Digest {
        switch self {
        case .blob(let digest), .layer(let digest): digest
        }
    }
}
