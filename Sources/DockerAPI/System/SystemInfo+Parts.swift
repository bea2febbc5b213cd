package struct PluginsInfo: WireObject {
    @Field package var volume: [String]
    @Field package var network: [String]
    @NullIfEmpty package var authorization: [String]
    @Field package var log: [String]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case volume = "Volume", network = "Network", authorization = "Authorization", log = "Log"
    }
}

package struct RegistryServiceConfig: WireObject {
    @Field package var insecureRegistryCIDRs: [String]
    @Field package var indexConfigs: [String: IndexInfo]
    @Field package var mirrors: [String]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case insecureRegistryCIDRs = "InsecureRegistryCIDRs", indexConfigs = "IndexConfigs", mirrors = "Mirrors"
    }
}

package struct IndexInfo: WireObject {
    @Field package var name: String
    @Field package var mirrors: [String]
    @Field package var secure: Bool
    @Field package var official: Bool

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case name = "Name", mirrors = "Mirrors", secure = "Secure", official = "Official"
    }
}

package struct RuntimeInfo: WireObject {
    @Field package var path: String
    @OmitEmpty package var runtimeArgs: [String]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case path, runtimeArgs
    }
}

package struct Commit: WireObject {
    @Field package var id: String

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case id = "ID"
    }
}

package struct SwarmInfo: WireObject {
    @Field package var nodeID: String
    @Field package var nodeAddr: String
    @Field package var localNodeState: String
    @Field package var controlAvailable: Bool
    @Field package var error: String
    @NullIfEmpty package var remoteManagers: [JSONValue]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case nodeID = "NodeID", nodeAddr = "NodeAddr", localNodeState = "LocalNodeState"
        case controlAvailable = "ControlAvailable", error = "Error", remoteManagers = "RemoteManagers"
    }
}
