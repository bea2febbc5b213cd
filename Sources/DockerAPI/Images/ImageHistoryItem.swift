package import JSON

/// An entry of `GET /images/{name}/history`, the newest first.
package struct ImageHistoryItem: WireObject {
    /// A digest, or `<missing>` for a layer that is no image.
    package var id = ""
    /// In seconds since 1970.
    package var created = 0
    package var createdBy = ""
    package var tags: [String] = []
    /// In bytes.
    package var size = 0
    package var comment = ""

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Id", &id)
        try members.field("Created", &created)
        try members.field("CreatedBy", &createdBy)
        try members.nullIfEmpty("Tags", &tags)
        try members.field("Size", &size)
        try members.field("Comment", &comment)
    }
}
