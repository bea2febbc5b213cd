package import JSON

package struct PluginsInfo: WireObject {
    package var volume: [String] = []
    package var network: [String] = []
    package var authorization: [String] = []
    package var log: [String] = []

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Volume", &volume)
        try members.field("Network", &network)
        try members.nullIfEmpty("Authorization", &authorization)
        try members.field("Log", &log)
    }
}

package struct RegistryServiceConfig: WireObject {
    package var insecureRegistryCIDRs: [String] = []
    package var indexConfigs: [String: IndexInfo] = [:]
    package var mirrors: [String] = []

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("InsecureRegistryCIDRs", &insecureRegistryCIDRs)
        try members.field("IndexConfigs", &indexConfigs)
        try members.field("Mirrors", &mirrors)
    }
}

package struct IndexInfo: WireObject {
    package var name = ""
    package var mirrors: [String] = []
    package var secure = false
    package var official = false

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("Name", &name)
        try members.field("Mirrors", &mirrors)
        try members.field("Secure", &secure)
        try members.field("Official", &official)
    }
}

package struct RuntimeInfo: WireObject {
    package var path = ""
    package var runtimeArgs: [String] = []

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("path", &path)
        try members.omitEmpty("runtimeArgs", &runtimeArgs)
    }
}

package struct Commit: WireObject {
    package var id = ""

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("ID", &id)
    }
}

package struct SwarmInfo: WireObject {
    package var nodeID = ""
    package var nodeAddr = ""
    package var localNodeState = ""
    package var controlAvailable = false
    package var error = ""
    package var remoteManagers: [JSONValue] = []

    package init() {}

    package mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.field("NodeID", &nodeID)
        try members.field("NodeAddr", &nodeAddr)
        try members.field("LocalNodeState", &localNodeState)
        try members.field("ControlAvailable", &controlAvailable)
        try members.field("Error", &error)
        try members.nullIfEmpty("RemoteManagers", &remoteManagers)
    }
}
