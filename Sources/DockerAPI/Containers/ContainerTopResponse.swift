package import JSON

/// The answer to `GET /containers/{id}/top`.
package struct ContainerTopResponse: WireObject {
    package var titles: [String] = []
    /// A row a process, with a cell a title.
    package var processes: [[String]] = []

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Titles", &titles)
        try members.field("Processes", &processes)
    }
}
