package import JSON

extension Platform: JSONMapped {
    package init() { self.init(os: "", architecture: "") }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.defaulted("architecture", &architecture, as: .value)
        try members.defaulted("os", &os, as: .value)
        try members.optional("os.features", &osFeatures)
        try members.optional("os.version", &osVersion)
        try members.optional("variant", &variant)
    }
}
