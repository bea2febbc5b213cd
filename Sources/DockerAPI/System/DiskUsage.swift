package import JSON

/// The answer to `GET /system/df`.
package struct DiskUsage: WireObject {
    /// In bytes.
    package var layersSize = 0
    package var images: [ImageSummary] = []
    package var containers: [ContainerSummary] = []
    package var volumes: [Volume] = []
    package var buildCache: [JSONValue] = []

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("LayersSize", &layersSize)
        try members.field("Images", &images)
        try members.field("Containers", &containers)
        try members.field("Volumes", &volumes)
        try members.field("BuildCache", &buildCache)
    }
}
