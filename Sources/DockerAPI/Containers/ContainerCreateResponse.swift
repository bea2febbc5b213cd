package import JSON

package struct ContainerCreateResponse: WireObject {
    package var id = ""
    package var warnings: [String] = []

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Id", &id)
        try members.field("Warnings", &warnings)
    }
}
