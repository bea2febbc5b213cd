package import JSON

extension RuntimeSpec.Process: JSONMapped {
    package init() { self.init(args: nil) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.optional("terminal", &terminal)
        try members.optional("consoleSize", &consoleSize)
        try members.optional("user", &user)
        try members.optional("args", &args)
        try members.optional("env", &env)
        try members.required("cwd", &cwd)
        try members.optional("capabilities", &capabilities)
        try members.optional("rlimits", &rlimits)
        try members.optional("noNewPrivileges", &noNewPrivileges)
        try members.optional("apparmorProfile", &apparmorProfile)
        try members.optional("oomScoreAdj", &oomScoreAdj)
        try members.optional("selinuxLabel", &selinuxLabel)
        try members.optional("ioPriority", &ioPriority)
        try members.optional("scheduler", &scheduler)
        try members.optional("execCPUAffinity", &execCPUAffinity)
    }
}

extension RuntimeSpec.ConsoleSize: JSONMapped {
    package init() { self.init(height: 0, width: 0) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("height", &height)
        try members.required("width", &width)
    }
}

extension RuntimeSpec.User: JSONMapped {
    package init() { self.init(uid: 0) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("uid", &uid)
        try members.required("gid", &gid)
        try members.optional("umask", &umask)
        try members.optional("additionalGids", &additionalGids)
    }
}

extension RuntimeSpec.Capabilities: JSONMapped {
    package init() { self.init(bounding: nil) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.optional("bounding", &bounding)
        try members.optional("effective", &effective)
        try members.optional("inheritable", &inheritable)
        try members.optional("permitted", &permitted)
        try members.optional("ambient", &ambient)
    }
}

extension RuntimeSpec.ResourceLimit: JSONMapped {
    package init() { self.init(type: "", hard: 0, soft: 0) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("type", &type)
        try members.required("hard", &hard)
        try members.required("soft", &soft)
    }
}
