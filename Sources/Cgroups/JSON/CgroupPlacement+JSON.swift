package import JSON

extension CgroupPlacement: JSONMapped {
    package init() {
        legacy = []
        isUnified = false
    }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("legacy", &legacy)
        try members.optional("unified", &unified)
        try members.optional("unifiedMountpoint", &unifiedMountpoint)
        try members.required("isUnified", &isUnified)
        try members.optional("unit", &unit)
    }
}

extension CgroupPlacement.Legacy: JSONMapped {
    package init() { self.init(controllers: [], mountpoint: "", path: "") }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("controllers", &controllers)
        try members.required("mountpoint", &mountpoint)
        try members.required("path", &path)
    }
}
