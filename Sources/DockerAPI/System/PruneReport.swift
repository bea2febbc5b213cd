/// The answer to `POST /containers/prune`.
package struct ContainersPruneReport: WireObject {
    @NullIfEmpty package var containersDeleted: [String]
    /// In bytes.
    @Field package var spaceReclaimed: Int

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case containersDeleted = "ContainersDeleted", spaceReclaimed = "SpaceReclaimed"
    }
}

/// The answer to `POST /images/prune`.
package struct ImagesPruneReport: WireObject {
    @NullIfEmpty package var imagesDeleted: [ImageDeleteResponse]
    /// In bytes.
    @Field package var spaceReclaimed: Int

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case imagesDeleted = "ImagesDeleted", spaceReclaimed = "SpaceReclaimed"
    }
}

/// The answer to `POST /volumes/prune`.
package struct VolumesPruneReport: WireObject {
    @NullIfEmpty package var volumesDeleted: [String]
    /// In bytes.
    @Field package var spaceReclaimed: Int

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case volumesDeleted = "VolumesDeleted", spaceReclaimed = "SpaceReclaimed"
    }
}

/// The answer to `POST /networks/prune`.
package struct NetworksPruneReport: WireObject {
    @NullIfEmpty package var networksDeleted: [String]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case networksDeleted = "NetworksDeleted"
    }
}

/// The answer to `POST /build/prune`.
package struct BuildCachePruneReport: WireObject {
    @NullIfEmpty package var cachesDeleted: [String]
    /// In bytes.
    @Field package var spaceReclaimed: Int

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case cachesDeleted = "CachesDeleted", spaceReclaimed = "SpaceReclaimed"
    }
}
