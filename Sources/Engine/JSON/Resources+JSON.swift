package import JSON

extension Resources: JSONMapped {
    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("memory", &memory)
        try members.required("memorySwap", &memorySwap)
        try members.required("memoryReservation", &memoryReservation)
        try members.required("cpuShares", &cpuShares)
        try members.required("cpuPeriod", &cpuPeriod)
        try members.required("cpuQuota", &cpuQuota)
        try members.required("nanoCPUs", &nanoCPUs)
        try members.required("cpusetCPUs", &cpusetCPUs)
        try members.required("cpusetMemories", &cpusetMemories)
        try members.required("pidsLimit", &pidsLimit)
        try members.optional("oomScoreAdjustment", &oomScoreAdjustment)
        try members.required("ulimits", &ulimits)
    }
}

extension Ulimit: JSONMapped {
    package init() { self.init(name: "", soft: 0, hard: 0) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("name", &name)
        try members.required("soft", &soft)
        try members.required("hard", &hard)
    }
}
