package import JSON

extension RuntimeState: JSONMapped {
    package init() { self.init(id: "", status: .creating, pid: 0, bundle: "") }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("ociVersion", &ociVersion)
        try members.required("id", &id)
        try members.required("status", &status)
        try members.required("pid", &pid)
        try members.required("bundle", &bundle)
        try members.optional("annotations", &annotations)
    }
}

extension RuntimeState.Status: JSONRepresentable {}
