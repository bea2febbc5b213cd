package import JSON

extension RuntimeSpec: JSONMapped {
    package init() { self.init(ociVersion: RuntimeSpec.version) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        // It is required, but runc does without.
        try members.defaulted("ociVersion", &ociVersion, as: .value)
        try members.optional("process", &process)
        try members.optional("root", &root)
        try members.optional("hostname", &hostname)
        try members.optional("domainname", &domainname)
        try members.optional("mounts", &mounts)
        try members.optional("hooks", &hooks)
        try members.optional("linux", &linux)
        try members.optional("annotations", &annotations)
    }
}

extension RuntimeSpec.Root: JSONMapped {
    package init() { self.init(path: "") }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("path", &path)
        try members.optional("readonly", &readonly)
    }
}
