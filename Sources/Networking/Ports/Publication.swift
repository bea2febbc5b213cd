/// A port of the host behind which a container's port is reached.
package struct Publication: Hashable, Sendable {
    package enum Transport: String, Sendable {
        case tcp, udp
    }

    /// An IPv4 address of the host; `""` and `0.0.0.0` are all of them. IPv6 addresses are refused.
    package var hostAddress: String
    /// 0 lets the kernel choose a free one.
    package var hostPort: UInt16
    package var containerPort: UInt16
    package var transport: Transport

    package init(hostAddress: String = "", hostPort: UInt16, containerPort: UInt16, transport: Transport) {
        self.hostAddress = hostAddress
        self.hostPort = hostPort
        self.containerPort = containerPort
        self.transport = transport
    }
}

/// A publication whose host address has been read.
struct HostPort: Hashable, Sendable, CustomStringConvertible {
    let transport: Publication.Transport
    let address: IPv4Address
    let port: UInt16

    init(transport: Publication.Transport, address: IPv4Address, port: UInt16) {
        self.transport = transport
        self.address = address
        self.port = port
    }

    init(_ publication: Publication) throws(NetworkError) {
        transport = publication.transport
        port = publication.hostPort
        guard publication.containerPort != 0 else {
            throw NetworkError(.invalidRequest, "invalid port 0: a container's port is a number from 1 to 65535")
        }
        guard let address = Self.address(publication.hostAddress) else { throw Self.refusal(of: publication) }
        self.address = address
    }

    func with(port: UInt16) -> HostPort {
        HostPort(transport: transport, address: address, port: port)
    }

    /// Whether a packet can be for both.
    func overlaps(_ other: HostPort) -> Bool {
        transport == other.transport && port == other.port
            && (address == other.address || address == .any || other.address == .any)
    }

    var description: String { "\(address):\(port)" }

    private static func address(_ text: String) -> IPv4Address? {
        text.isEmpty ? .any : IPv4Address(text)
    }

    private static func refusal(of publication: Publication) -> NetworkError {
        let (text, port) = (publication.hostAddress, publication.hostPort)
        if text.contains(":") {
            return NetworkError(
                .unsupported, "cannot publish port \(port) on \(text): IPv6 is not served, give an IPv4 address")
        }
        return NetworkError(
            .invalidRequest, "invalid host address \"\(text)\" of port \(port): give an IPv4 address such as 127.0.0.1")
    }
}
