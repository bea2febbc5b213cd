package import JSON

extension RuntimeSpec.BlockIO: JSONMapped {
    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.optional("weight", &weight)
        try members.optional("leafWeight", &leafWeight)
        try members.optional("weightDevice", &weightDevice)
        try members.optional("throttleReadBpsDevice", &throttleReadBpsDevice)
        try members.optional("throttleWriteBpsDevice", &throttleWriteBpsDevice)
        try members.optional("throttleReadIOPSDevice", &throttleReadIOPSDevice)
        try members.optional("throttleWriteIOPSDevice", &throttleWriteIOPSDevice)
    }
}

extension RuntimeSpec.WeightDevice: JSONMapped {
    package init() { self.init(major: 0, minor: 0) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("major", &major)
        try members.required("minor", &minor)
        try members.optional("weight", &weight)
        try members.optional("leafWeight", &leafWeight)
    }
}

extension RuntimeSpec.ThrottleDevice: JSONMapped {
    package init() { self.init(major: 0, minor: 0, rate: 0) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("major", &major)
        try members.required("minor", &minor)
        try members.required("rate", &rate)
    }
}
