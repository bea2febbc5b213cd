package import JSON

/// An entry of `GET /containers/{id}/changes`.
package struct FilesystemChange: WireObject {
    package var path = ""
    /// 0 modified, 1 added, 2 deleted.
    package var kind = 0

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Path", &path)
        try members.field("Kind", &kind)
    }
}
