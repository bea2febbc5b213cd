package import JSON

extension RuntimeSpec.Linux: JSONMapped {
    package init() { self.init(namespaces: nil) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.optional("uidMappings", &uidMappings)
        try members.optional("gidMappings", &gidMappings)
        try members.optional("sysctl", &sysctl)
        try members.optional("resources", &resources)
        try members.optional("cgroupsPath", &cgroupsPath)
        try members.optional("namespaces", &namespaces)
        try members.optional("devices", &devices)
        try members.optional("netDevices", &netDevices)
        try members.optional("seccomp", &seccomp)
        try members.optional("rootfsPropagation", &rootfsPropagation)
        try members.optional("maskedPaths", &maskedPaths)
        try members.optional("readonlyPaths", &readonlyPaths)
        try members.optional("mountLabel", &mountLabel)
        try members.optional("intelRdt", &intelRdt)
        try members.optional("memoryPolicy", &memoryPolicy)
        try members.optional("personality", &personality)
        try members.optional("timeOffsets", &timeOffsets)
    }
}

extension RuntimeSpec.Namespace: JSONMapped {
    package init() { self.init(type: .mount) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("type", &type)
        try members.optional("path", &path)
    }
}

extension RuntimeSpec.Device: JSONMapped {
    package init() { self.init(type: "", path: "") }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("type", &type)
        try members.required("path", &path)
        try members.optional("major", &major)
        try members.optional("minor", &minor)
        try members.optional("fileMode", &fileMode)
        try members.optional("uid", &uid)
        try members.optional("gid", &gid)
    }
}

extension RuntimeSpec.NetDevice: JSONMapped {
    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.optional("name", &name)
    }
}

extension RuntimeSpec.Personality: JSONMapped {
    package init() { self.init(domain: "") }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("domain", &domain)
        try members.optional("flags", &flags)
    }
}

extension RuntimeSpec.MemoryPolicy: JSONMapped {
    package init() { self.init(mode: "") }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("mode", &mode)
        try members.optional("nodes", &nodes)
        try members.optional("flags", &flags)
    }
}

extension RuntimeSpec.TimeOffset: JSONMapped {
    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.optional("secs", &secs)
        try members.optional("nanosecs", &nanosecs)
    }
}

extension RuntimeSpec.IntelRdt: JSONMapped {
    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.optional("closID", &closID)
        try members.optional("schemata", &schemata)
        try members.optional("l3CacheSchema", &l3CacheSchema)
        try members.optional("memBwSchema", &memBwSchema)
        try members.optional("enableMonitoring", &enableMonitoring)
        try members.optional("enableCMT", &enableCMT)
        try members.optional("enableMBM", &enableMBM)
    }
}

extension RuntimeSpec.Namespace.Kind: JSONRepresentable {}
