package import JSON

/// The answer to `POST /containers/prune`.
package struct ContainersPruneReport: WireObject {
    package var containersDeleted: [String] = []
    /// In bytes.
    package var spaceReclaimed = 0

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.nullIfEmpty("ContainersDeleted", &containersDeleted)
        try members.field("SpaceReclaimed", &spaceReclaimed)
    }
}

/// The answer to `POST /images/prune`.
package struct ImagesPruneReport: WireObject {
    package var imagesDeleted: [ImageDeleteResponse] = []
    /// In bytes.
    package var spaceReclaimed = 0

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.nullIfEmpty("ImagesDeleted", &imagesDeleted)
        try members.field("SpaceReclaimed", &spaceReclaimed)
    }
}

/// The answer to `POST /volumes/prune`.
package struct VolumesPruneReport: WireObject {
    package var volumesDeleted: [String] = []
    /// In bytes.
    package var spaceReclaimed = 0

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.nullIfEmpty("VolumesDeleted", &volumesDeleted)
        try members.field("SpaceReclaimed", &spaceReclaimed)
    }
}

/// The answer to `POST /networks/prune`.
package struct NetworksPruneReport: WireObject {
    package var networksDeleted: [String] = []

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.nullIfEmpty("NetworksDeleted", &networksDeleted)
    }
}

/// The answer to `POST /build/prune`.
package struct BuildCachePruneReport: WireObject {
    package var cachesDeleted: [String] = []
    /// In bytes.
    package var spaceReclaimed = 0

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.nullIfEmpty("CachesDeleted", &cachesDeleted)
        try members.field("SpaceReclaimed", &spaceReclaimed)
    }
}
