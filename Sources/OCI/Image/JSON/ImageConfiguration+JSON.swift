package import JSON

extension ImageConfiguration: JSONMapped {
    package init() { self.init(platform: Platform(os: "", architecture: "")) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("architecture", &architecture)
        try members.optional("author", &author)
        try members.optional("comment", &comment)
        try members.optional("config", &config)
        try members.optional("created", &created)
        try members.optional("docker_version", &dockerVersion)
        try members.optional("history", &history)
        try members.required("os", &os)
        try members.optional("os.features", &osFeatures)
        try members.optional("os.version", &osVersion)
        try members.required("rootfs", &rootfs)
        try members.optional("variant", &variant)
    }
}

extension ImageConfiguration.RootFS: JSONMapped {
    package init() { self.init(diffIDs: []) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.defaulted("diff_ids", &diffIDs, as: .value)
        try members.defaulted("type", &type, as: .value)
    }
}

extension ImageConfiguration.History: JSONMapped {
    package init() { self.init(created: nil) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.optional("author", &author)
        try members.optional("comment", &comment)
        try members.optional("created", &created)
        try members.optional("created_by", &createdBy)
        try members.optional("empty_layer", &emptyLayer)
    }
}
