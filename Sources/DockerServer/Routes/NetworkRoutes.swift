import DockerAPI
import Engine
import NIOHTTP1
import Networking

/// `/networks`: the three that every engine has.
struct NetworkRoutes: Sendable {
    private static let drivers = ["bridge": "bridge", "host": "host", "none": "null"]
    let engine: Engine

    func add(to router: inout Router) {
        router.on(.GET, "/networks", query: ["filters"], list)
        router.on(.GET, "/networks/{id}", query: ["verbose"], inspect)
        router.on(.DELETE, "/networks/{id}", remove)
        router.on(.POST, "/networks/prune", query: ["filters"], prune)
    }

    private func list(_ request: HTTPRequest) async throws -> HTTPResponse {
        let filters = try Filters(parameter: request.query["filters"] ?? "")
        try filters.validate(served: ["dangling", "driver", "id", "label", "name", "scope", "type"])
        let dangling = try filters.flag("dangling")
        var networks: [NetworkResource] = []
        for name in Self.drivers.keys.sorted() {
            let network = try await network(name)
            if network.matches(filters) && dangling != true { networks.append(network) }
        }
        return .json(networks)
    }

    private func inspect(_ request: HTTPRequest) async throws -> HTTPResponse {
        .json(try await network(name(of: request.parameter("id"))))
    }

    private func remove(_ request: HTTPRequest) async throws -> HTTPResponse {
        let name = try name(of: request.parameter("id"))
        throw EngineError(.forbidden, "\(name) is a pre-defined network and cannot be removed")
    }

    /// There is never one that could go.
    private func prune(_ request: HTTPRequest) async throws -> HTTPResponse {
        let filters = try Filters(parameter: request.query["filters"] ?? "")
        try filters.validate(served: ["label", "label!", "until"])
        _ = try filters.moment("until")
        return .json(NetworksPruneReport())
    }

    private func name(of reference: String) throws -> String {
        if Self.drivers[reference] != nil { return reference }
        let named = Self.drivers.keys.filter { reference.count >= 4 && NetworkIdentifier.of($0).hasPrefix(reference) }
        guard named.count == 1, let name = named.first else {
            throw EngineError(.notFound, "network \(reference) not found")
        }
        return name
    }

    private func network(_ name: String) async throws -> NetworkResource {
        var network = NetworkResource()
        network.name = name
        network.id = NetworkIdentifier.of(name)
        network.created = never
        network.scope = "local"
        network.driver = Self.drivers[name] ?? ""
        network.ipam.driver = "default"
        network.containers = try await endpoints(on: name)
        guard name == "bridge" else { return network }
        let view = engine.networks.view
        network.enableIPv4 = true
        var pool = IPAMPool()
        pool.subnet = view.subnet
        pool.gateway = view.gateway
        network.ipam.config = [pool]
        network.options = [
            "com.docker.network.bridge.default_bridge": "true", "com.docker.network.bridge.name": view.name,
            "com.docker.network.bridge.enable_ip_masquerade": "true",
        ]
        return network
    }

    private func endpoints(on name: String) async throws -> [String: NetworkEndpoint] {
        var filter = ContainerFilter()
        filter.networks = [name]
        var endpoints: [String: NetworkEndpoint] = [:]
        for container in try await engine.containers.list(filter) {
            guard let settings = container.record.endpoints[name] else { continue }
            var endpoint = NetworkEndpoint()
            endpoint.name = container.record.name
            endpoint.endpointID = settings.endpointID
            endpoint.macAddress = settings.macAddress
            endpoint.ipv4Address = settings.ipAddress.isEmpty ? "" : "\(settings.ipAddress)/\(settings.ipPrefixLen)"
            endpoints[container.record.id] = endpoint
        }
        return endpoints
    }
}

extension NetworkResource {
    fileprivate func matches(_ filters: Filters) -> Bool {
        func accepts(_ filter: String, _ test: (String) -> Bool) -> Bool {
            filters[filter].isEmpty || filters[filter].contains(where: test)
        }
        return accepts("name") { name.contains($0) } && accepts("id") { id.hasPrefix($0) }
            && accepts("driver") { driver == $0 } && accepts("scope") { scope == $0 }
            && accepts("type") { $0 == "builtin" } && filters.matches(labels: labels)
    }
}
