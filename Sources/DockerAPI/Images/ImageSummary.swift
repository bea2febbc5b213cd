/// An entry of `GET /images/json`.
package struct ImageSummary: WireObject {
    /// -1 where it was not counted.
    @Field package var containers: Int
    /// In seconds since 1970.
    @Field package var created: Int
    @Field package var id: String
    @NullIfEmpty package var labels: [String: String]
    @Field package var parentID: String
    @Field package var repoDigests: [String]
    @Field package var repoTags: [String]
    /// In bytes; -1 where it was not computed.
    @Field package var sharedSize: Int
    /// In bytes.
    @Field package var size: Int
    package var descriptor: ImageDescriptor?

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case containers = "Containers", created = "Created", id = "Id", labels = "Labels", parentID = "ParentId"
        case repoDigests = "RepoDigests", repoTags = "RepoTags", sharedSize = "SharedSize", size = "Size"
        case descriptor = "Descriptor"
    }
}

/// A content descriptor, as the OCI image specification has it.
package struct ImageDescriptor: WireObject {
    @Field package var mediaType: String
    @Field package var digest: String
    @Field package var size: Int
    package var platform: ImagePlatform?

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case mediaType, digest, size, platform
    }
}

package struct ImagePlatform: WireObject {
    @Field package var architecture: String
    @Field package var os: String
    @OmitEmpty package var variant: String

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case architecture, os, variant
    }
}
