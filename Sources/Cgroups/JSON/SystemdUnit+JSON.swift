package import JSON

extension SystemdUnit: JSONMapped {
    package init() {
        name = ""
        slice = ""
        bus = ""
    }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("name", &name)
        try members.required("slice", &slice)
        try members.required("bus", &bus)
    }
}
