package import JSON

/// An entry of `GET /images/json`.
package struct ImageSummary: WireObject {
    /// -1 where it was not counted.
    package var containers = 0
    /// In seconds since 1970.
    package var created = 0
    package var id = ""
    package var labels: [String: String] = [:]
    package var parentID = ""
    package var repoDigests: [String] = []
    package var repoTags: [String] = []
    /// In bytes; -1 where it was not computed.
    package var sharedSize = 0
    /// In bytes.
    package var size = 0
    package var descriptor: ImageDescriptor?

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Containers", &containers)
        try members.field("Created", &created)
        try members.field("Id", &id)
        try members.nullIfEmpty("Labels", &labels)
        try members.field("ParentId", &parentID)
        try members.field("RepoDigests", &repoDigests)
        try members.field("RepoTags", &repoTags)
        try members.field("SharedSize", &sharedSize)
        try members.field("Size", &size)
        try members.optional("Descriptor", &descriptor)
    }
}

/// A content descriptor, as the OCI image specification has it.
package struct ImageDescriptor: WireObject {
    package var mediaType = ""
    package var digest = ""
    package var size = 0
    package var platform: ImagePlatform?

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("mediaType", &mediaType)
        try members.field("digest", &digest)
        try members.field("size", &size)
        try members.optional("platform", &platform)
    }
}

package struct ImagePlatform: WireObject {
    package var architecture = ""
    package var os = ""
    package var variant = ""

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("architecture", &architecture)
        try members.field("os", &os)
        try members.omitEmpty("variant", &variant)
    }
}
