package import JSON

extension RuntimeSpec.Seccomp: JSONMapped {
    package init() { self.init(defaultAction: "") }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("defaultAction", &defaultAction)
        try members.optional("defaultErrnoRet", &defaultErrnoRet)
        try members.optional("architectures", &architectures)
        try members.optional("flags", &flags)
        try members.optional("listenerPath", &listenerPath)
        try members.optional("listenerMetadata", &listenerMetadata)
        try members.optional("syscalls", &syscalls)
    }
}

extension RuntimeSpec.SeccompRule: JSONMapped {
    package init() { self.init(names: [], action: "") }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("names", &names)
        try members.required("action", &action)
        try members.optional("errnoRet", &errnoRet)
        try members.optional("args", &args)
    }
}

extension RuntimeSpec.SeccompArgument: JSONMapped {
    package init() { self.init(index: 0, value: 0, op: "") }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("index", &index)
        try members.required("value", &value)
        try members.optional("valueTwo", &valueTwo)
        try members.required("op", &op)
    }
}
