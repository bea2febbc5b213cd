package import JSON

extension RuntimeSpec.Mount: JSONMapped {
    package init() { self.init(destination: "") }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("destination", &destination)
        try members.optional("type", &type)
        try members.optional("source", &source)
        try members.optional("options", &options)
        try members.optional("uidMappings", &uidMappings)
        try members.optional("gidMappings", &gidMappings)
    }
}

extension RuntimeSpec.IDMapping: JSONMapped {
    package init() { self.init(containerID: 0, hostID: 0, size: 0) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("containerID", &containerID)
        try members.required("hostID", &hostID)
        try members.required("size", &size)
    }
}
