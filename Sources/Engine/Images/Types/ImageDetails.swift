package import Linux
package import OCI

/// What `docker inspect` tells of an image.
package struct ImageDetails: Sendable {
    package var id: Digest
    package var repoTags: [String]
    package var repoDigests: [String]
    package var configuration: ImageConfiguration
    package var target: Descriptor
    /// Bytes of the unpacked layers.
    package var size: Int64
    /// When a name was last given to it here.
    package var taggedAt: Timestamp?
    /// Of the storage driver.
    package var driver: String
}

/// A line of `docker history`: the newest is the first.
package struct HistoryEntry: Sendable {
    /// The image's for the newest line; `nil` (`<missing>`) for all others.
    package var id: Digest?
    package var created: Timestamp?
    package var createdBy: String
    package var tags: [String]
    /// Bytes of the layer; 0 where the step made none.
    package var size: Int64
    package var comment: String
}

/// An image as a container is made from it.
package struct ResolvedImage: Sendable {
    package let id: Digest
    package let configuration: ImageConfiguration
    /// The chain ID of its layers; `nil` for an image without any.
    package let topLayer: Digest?
    package let platform: Platform
}

/// A container that an image cannot be taken from.
package struct ImageUse: Sendable {
    package let image: Digest
    package let container: String
    package let isRunning: Bool

    package init(image: Digest, container: String, isRunning: Bool) {
        self.image = image
        self.container = container
        self.isRunning = isRunning
    }
}

/// A line of what `docker rmi` tells.
package enum ImageRemoval: Equatable, Sendable {
    /// A name, as people write it.
    case untagged(String)
    /// An image's ID.
    case deleted(Digest)
    /// The chain ID of a layer that no image needed any more.
    case deletedLayer(Digest)
}

/// What a prune did.
package struct PrunedImages: Sendable {
    package var removals: [ImageRemoval]
    /// Bytes.
    package var reclaimed: Int64
}
