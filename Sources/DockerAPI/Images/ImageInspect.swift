/// The answer to `GET /images/{name}/json`.
package struct ImageInspect: WireObject {
    @Field package var id: String
    @Field package var repoTags: [String]
    @Field package var repoDigests: [String]
    @Field package var parent: String
    @Field package var comment: String
    @OmitEmpty package var created: String
    @Field package var dockerVersion: String
    @Field package var author: String
    @Field package var config: ImageConfig
    @Field package var architecture: String
    @OmitEmpty package var variant: String
    @Field package var os: String
    /// In bytes.
    @Field package var size: Int
    @Field package var graphDriver: GraphDriver
    @Field package var rootFS: RootFS
    @Field package var metadata: ImageMetadata
    package var descriptor: ImageDescriptor?

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case id = "Id", repoTags = "RepoTags", repoDigests = "RepoDigests", parent = "Parent", comment = "Comment"
        case created = "Created", dockerVersion = "DockerVersion", author = "Author", config = "Config"
        case architecture = "Architecture", variant = "Variant", os = "Os", size = "Size", graphDriver = "GraphDriver"
        case rootFS = "RootFS", metadata = "Metadata", descriptor = "Descriptor"
    }
}

package struct RootFS: WireObject {
    @Field package var type: String
    @OmitEmpty package var layers: [String]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case type = "Type", layers = "Layers"
    }
}

package struct ImageMetadata: WireObject {
    /// In RFC 3339; `0001-01-01T00:00:00Z` is never.
    @Field package var lastTagTime: String

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case lastTagTime = "LastTagTime"
    }
}
