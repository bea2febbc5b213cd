package import JSON

extension RuntimeSpec.Hooks: JSONMapped {
    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.optional("prestart", &prestart)
        try members.optional("createRuntime", &createRuntime)
        try members.optional("createContainer", &createContainer)
        try members.optional("startContainer", &startContainer)
        try members.optional("poststart", &poststart)
        try members.optional("poststop", &poststop)
    }
}

extension RuntimeSpec.Hook: JSONMapped {
    package init() { self.init(path: "") }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("path", &path)
        try members.optional("args", &args)
        try members.optional("env", &env)
        try members.optional("timeout", &timeout)
    }
}
