package import JSON

extension Volume: JSONMapped {
    package init() { self.init(name: "", createdAt: "", labels: [:], anonymous: false, mountpoint: "") }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("name", &name)
        try members.required("createdAt", &createdAt)
        try members.required("labels", &labels)
        try members.required("anonymous", &anonymous)
        try members.optional("container", &container)
    }
}
