package import JSON

/// The answer to `GET /images/{name}/json`.
package struct ImageInspect: WireObject {
    package var id = ""
    package var repoTags: [String] = []
    package var repoDigests: [String] = []
    package var parent = ""
    package var comment = ""
    package var created = ""
    package var dockerVersion = ""
    package var author = ""
    package var config = ImageConfig()
    package var architecture = ""
    package var variant = ""
    package var os = ""
    /// In bytes.
    package var size = 0
    package var graphDriver = GraphDriver()
    package var rootFS = RootFS()
    package var metadata = ImageMetadata()
    package var descriptor: ImageDescriptor?

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Id", &id)
        try members.field("RepoTags", &repoTags)
        try members.field("RepoDigests", &repoDigests)
        try members.field("Parent", &parent)
        try members.field("Comment", &comment)
        try members.omitEmpty("Created", &created)
        try members.field("DockerVersion", &dockerVersion)
        try members.field("Author", &author)
        try members.field("Config", &config)
        try members.field("Architecture", &architecture)
        try members.omitEmpty("Variant", &variant)
        try members.field("Os", &os)
        try members.field("Size", &size)
        try members.field("GraphDriver", &graphDriver)
        try members.field("RootFS", &rootFS)
        try members.field("Metadata", &metadata)
        try members.optional("Descriptor", &descriptor)
    }
}

package struct RootFS: WireObject {
    package var type = ""
    package var layers: [String] = []

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Type", &type)
        try members.omitEmpty("Layers", &layers)
    }
}

package struct ImageMetadata: WireObject {
    /// In RFC 3339; `0001-01-01T00:00:00Z` is never.
    package var lastTagTime = ""

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("LastTagTime", &lastTagTime)
    }
}
