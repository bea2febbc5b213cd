package import JSON

extension RuntimeSpec.IOPriority: JSONMapped {
    package init() { self.init(class: "") }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("class", &`class`)
        var priority: Int? = priority
        try members.optional("priority", &priority)
        self.priority = priority ?? 0
    }
}

extension RuntimeSpec.Scheduler: JSONMapped {
    package init() { self.init(policy: "") }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("policy", &policy)
        try members.optional("nice", &nice)
        try members.optional("priority", &priority)
        try members.optional("flags", &flags)
        try members.optional("runtime", &runtime)
        try members.optional("deadline", &deadline)
        try members.optional("period", &period)
    }
}

extension RuntimeSpec.CPUAffinity: JSONMapped {
    package init() { self.init(initial: nil) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.optional("initial", &initial)
        try members.optional("final", &final)
    }
}
