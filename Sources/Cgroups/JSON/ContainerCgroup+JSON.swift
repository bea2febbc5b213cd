package import JSON

extension ContainerCgroup: JSONMapped {
    package init() { self.init(CgroupPlacement()) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("placement", &placement)
    }
}
