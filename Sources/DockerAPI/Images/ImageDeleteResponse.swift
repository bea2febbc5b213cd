package import JSON

/// An entry of the answer to `DELETE /images/{name}`: one of the two.
package struct ImageDeleteResponse: WireObject {
    package var untagged = ""
    package var deleted = ""

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.omitEmpty("Untagged", &untagged)
        try members.omitEmpty("Deleted", &deleted)
    }
}
