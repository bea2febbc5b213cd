/// The body of `POST /networks/create`.
package struct NetworkCreateRequest: WireObject {
    @Field package var name: String
    @OmitEmpty package var checkDuplicate: Bool
    @Field package var driver: String
    @OmitEmpty package var scope: String
    package var enableIPv4: Bool?
    package var enableIPv6: Bool?
    package var ipam: IPAM?
    @Field package var isInternal: Bool
    @Field package var attachable: Bool
    @Field package var ingress: Bool
    @Field package var configOnly: Bool
    package var configFrom: NetworkConfigReference?
    @NullIfEmpty package var options: [String: String]
    @NullIfEmpty package var labels: [String: String]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case name = "Name", checkDuplicate = "CheckDuplicate", driver = "Driver", scope = "Scope"
        case enableIPv4 = "EnableIPv4", enableIPv6 = "EnableIPv6", ipam = "IPAM", isInternal = "Internal"
        case attachable = "Attachable", ingress = "Ingress", configOnly = "ConfigOnly", configFrom = "ConfigFrom"
        case options = "Options", labels = "Labels"
    }
}

package struct NetworkCreateResponse: WireObject {
    @Field package var id: String
    @Field package var warning: String

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case id = "Id", warning = "Warning"
    }
}

/// The body of `POST /networks/{id}/connect`.
package struct NetworkConnectRequest: WireObject {
    @Field package var container: String
    package var endpointConfig: EndpointSettings?

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case container = "Container", endpointConfig = "EndpointConfig"
    }
}

/// The body of `POST /networks/{id}/disconnect`.
package struct NetworkDisconnectRequest: WireObject {
    @Field package var container: String
    @Field package var force: Bool

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case container = "Container", force = "Force"
    }
}
