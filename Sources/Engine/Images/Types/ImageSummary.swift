package import Linux
package import OCI

/// A line of `docker images`.
package struct ImageSummary: Sendable {
    /// The digest of the configuration.
    package var id: Digest
    /// As people write them, sorted; empty for a dangling image.
    package var repoTags: [String]
    /// `repository@digest`, as people write them, sorted.
    package var repoDigests: [String]
    package var created: Timestamp?
    package var labels: [String: String]
    package var platform: Platform
    /// Bytes of the unpacked layers.
    package var size: Int64
    /// Those of them that another image has too; `nil` unless asked for.
    package var sharedSize: Int64?
    /// How many containers use it; `nil` unless asked for.
    package var containers: Int?
    /// What a registry would be asked for: an index, or the image manifest.
    package var target: Descriptor

    package var isDangling: Bool { repoTags.isEmpty }
}

/// Which images are meant; each member narrows the choice, none of them is all.
package struct ImageFilter: Sendable {
    /// Patterns of names, as `path.Match` in Go: `*`, `?`, `[…]`, none of which matches a slash.
    package var references: [String] = []
    package var isDangling: Bool?
    /// `key` or `key=value`; all of them must hold.
    package var labels: [String] = []
    /// `key` or `key=value`; none of them may hold.
    package var excludedLabels: [String] = []
    /// Images made earlier than this one: a name or an ID.
    package var before: String?
    /// Images made later than this one: a name or an ID.
    package var since: String?
    /// Images made earlier than this.
    package var until: Timestamp?

    package init() {}
}

/// What images take on the disk.
package struct ImageDiskUsage: Sendable {
    /// With `sharedSize` and `containers`.
    package var images: [ImageSummary]
    /// Bytes of all layers, each counted once.
    package var layersSize: Int64
    /// Bytes of all blobs, compressed as they were pulled.
    package var contentSize: Int64
}
