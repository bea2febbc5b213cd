import DockerAPI
import Engine
import Networking

/// Ports as the API has them: `80`, `80/tcp` or `53/udp`.
enum PortSpecification {
    static func parse(_ text: String) throws(ServerError) -> (port: UInt16, transport: Publication.Transport) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let port = UInt16(parts[0]), port > 0 else {
            throw ServerError(
                .badRequest, "invalid port specification: '\(text)': expected a port from 1 to 65535, such as 80/tcp")
        }
        guard let transport = Publication.Transport(rawValue: parts.count > 1 ? parts[1].lowercased() : "tcp") else {
            throw ServerError(.badRequest, "invalid port specification: '\(text)': the protocol must be tcp or udp")
        }
        return (port, transport)
    }

    /// `80/tcp`, however it was written.
    static func normalized(_ text: String) throws(ServerError) -> String {
        let (port, transport) = try parse(text)
        return "\(port)/\(transport.rawValue)"
    }

    static func publications(_ bindings: [String: [PortBinding]?]) throws(ServerError) -> [Publication] {
        var publications: [Publication] = []
        for key in bindings.keys.sorted() {
            let (port, transport) = try parse(key)
            let list = (bindings[key] ?? nil) ?? []
            for binding in list.isEmpty ? [PortBinding()] : list {
                publications.append(
                    Publication(
                        hostAddress: try hostAddress(binding.hostIP, of: key),
                        hostPort: try hostPort(binding.hostPort, of: key),
                        containerPort: port,
                        transport: transport))
            }
        }
        return publications
    }

    /// Empty is every address.
    private static func hostAddress(_ text: String, of key: String) throws(ServerError) -> String {
        if text.contains(":") {
            throw ServerError(
                .notImplemented, "host address \(text) for \(key): IPv6 is not served, give an IPv4 address")
        }
        guard text.isEmpty || IPv4Address(text) != nil else {
            throw ServerError(
                .badRequest, "invalid host address \"\(text)\" for \(key): expected an address such as 127.0.0.1")
        }
        return text
    }

    /// Empty and 0 are any free port.
    private static func hostPort(_ text: String, of key: String) throws(ServerError) -> UInt16 {
        if text.isEmpty { return 0 }
        if text.contains("-") {
            throw ServerError(
                .notImplemented,
                "host port range \(text) for \(key) is not supported: give one port, or none for a free one")
        }
        guard let port = UInt16(text) else {
            throw ServerError(.badRequest, "invalid port specification: \"\(text)\" for \(key): expected 0 to 65535")
        }
        return port
    }
}
