import DockerAPI
import Engine
import Networking

extension ContainerRecord {
    /// Published ports as they are while it runs, and the exposed ones that are not.
    var portMap: [String: [PortBinding]?] {
        guard state.phase == .running else { return [:] }
        var ports: [String: [PortBinding]?] = [:]
        for exposed in configuration.exposedPorts { ports.updateValue(nil, forKey: exposed) }
        for publication in state.endpoint?.publications ?? [] {
            var binding = PortBinding()
            binding.hostIP = publication.shownAddress
            binding.hostPort = String(publication.hostPort)
            let key = "\(publication.containerPort)/\(publication.transport.rawValue)"
            ports[key] = .some(((ports[key] ?? nil) ?? []) + [binding])
        }
        return ports
    }

    /// The `PORTS` column of `docker ps`.
    var portSummaries: [PortSummary] {
        portMap.sorted { $0.key < $1.key }.flatMap { key, bindings -> [PortSummary] in
            let parts = key.split(separator: "/")
            var summary = PortSummary()
            summary.privatePort = Int(parts[0]) ?? 0
            summary.type = parts.count > 1 ? String(parts[1]) : "tcp"
            guard let bindings else { return [summary] }
            return bindings.map { binding in
                summary.ip = binding.hostIP
                summary.publicPort = Int(binding.hostPort) ?? 0
                return summary
            }
        }
    }

    /// Its place in its network; one that shares another's has none of its own.
    var endpoints: [String: EndpointSettings] {
        if case .container = configuration.network { return [:] }
        var settings = EndpointSettings()
        guard state.phase == .running else { return [configuration.network.name: settings] }
        settings.networkID = NetworkIdentifier.of(configuration.network.name)
        settings.endpointID = NetworkIdentifier.of(configuration.network.name + "/" + id)
        if let endpoint = state.endpoint {
            settings.gateway = endpoint.gateway.description
            settings.ipAddress = endpoint.address.description
            settings.ipPrefixLen = Int(endpoint.prefixLength)
            settings.macAddress = endpoint.macAddress.description
        }
        return [configuration.network.name: settings]
    }

    var networkSettings: NetworkSettings {
        var settings = NetworkSettings()
        settings.networks = endpoints
        settings.ports = portMap
        guard state.phase == .running else { return settings }
        settings.sandboxID = id
        guard configuration.network == .bridge, let endpoint = endpoints["bridge"] else { return settings }
        settings.endpointID = endpoint.endpointID
        settings.gateway = endpoint.gateway
        settings.ipAddress = endpoint.ipAddress
        settings.ipPrefixLen = endpoint.ipPrefixLen
        settings.macAddress = endpoint.macAddress
        return settings
    }
}

extension Publication {
    /// What clients show for "every address".
    var shownAddress: String { hostAddress.isEmpty ? "0.0.0.0" : hostAddress }
}
