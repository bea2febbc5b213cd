package import JSON

/// The answer to `POST /containers/{id}/update`.
package struct ContainerUpdateResponse: WireObject {
    package var warnings: [String] = []

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.nullIfEmpty("Warnings", &warnings)
    }
}
