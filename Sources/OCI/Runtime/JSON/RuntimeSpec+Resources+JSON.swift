package import JSON

extension RuntimeSpec.Resources: JSONMapped {
    package init() { self.init(devices: nil) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.optional("devices", &devices)
        try members.optional("memory", &memory)
        try members.optional("cpu", &cpu)
        try members.optional("pids", &pids)
        try members.optional("blockIO", &blockIO)
        try members.optional("hugepageLimits", &hugepageLimits)
        try members.optional("network", &network)
        try members.optional("rdma", &rdma)
        try members.optional("unified", &unified)
    }
}

extension RuntimeSpec.DeviceRule: JSONMapped {
    package init() { self.init(allow: false) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("allow", &allow)
        try members.optional("type", &type)
        try members.optional("major", &major)
        try members.optional("minor", &minor)
        try members.optional("access", &access)
    }
}

extension RuntimeSpec.Memory: JSONMapped {
    package init() { self.init(limit: nil) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.optional("limit", &limit)
        try members.optional("reservation", &reservation)
        try members.optional("swap", &swap)
        try members.optional("kernel", &kernel)
        try members.optional("kernelTCP", &kernelTCP)
        try members.optional("swappiness", &swappiness)
        try members.optional("disableOOMKiller", &disableOOMKiller)
        try members.optional("useHierarchy", &useHierarchy)
        try members.optional("checkBeforeUpdate", &checkBeforeUpdate)
    }
}

extension RuntimeSpec.CPU: JSONMapped {
    package init() { self.init(shares: nil) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.optional("shares", &shares)
        try members.optional("quota", &quota)
        try members.optional("burst", &burst)
        try members.optional("period", &period)
        try members.optional("realtimeRuntime", &realtimeRuntime)
        try members.optional("realtimePeriod", &realtimePeriod)
        try members.optional("cpus", &cpus)
        try members.optional("mems", &mems)
        try members.optional("idle", &idle)
    }
}

extension RuntimeSpec.Pids: JSONMapped {
    package init() { self.init(limit: nil) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.optional("limit", &limit)
    }
}

extension RuntimeSpec.HugepageLimit: JSONMapped {
    package init() { self.init(pageSize: "", limit: 0) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("pageSize", &pageSize)
        try members.required("limit", &limit)
    }
}

extension RuntimeSpec.Network: JSONMapped {
    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.optional("classID", &classID)
        try members.optional("priorities", &priorities)
    }
}

extension RuntimeSpec.InterfacePriority: JSONMapped {
    package init() { self.init(name: "", priority: 0) }

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("name", &name)
        try members.required("priority", &priority)
    }
}

extension RuntimeSpec.RDMA: JSONMapped {
    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.optional("hcaHandles", &hcaHandles)
        try members.optional("hcaObjects", &hcaObjects)
    }
}
