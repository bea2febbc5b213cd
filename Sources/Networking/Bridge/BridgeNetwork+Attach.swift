internal import Linux
internal import Synchronization

extension BridgeNetwork {
    /// Gives a container a network namespace with `lo` and `eth0`, an address, and its published ports.
    package func attach(_ request: AttachRequest) throws(NetworkError) -> Attachment {
        if let address = request.macAddress, !address.isUnicast {
            throw NetworkError(.invalidRequest, "invalid MAC address \(address): an interface needs a unicast address")
        }
        var ports: [HostPort] = []
        for publication in request.publications { ports.append(try HostPort(publication)) }
        let address = try registry.withLock { (registry) throws(NetworkError) in
            try registry.claim(request, ports: ports)
        }
        do {
            return try connect(request, at: address, ports: ports)
        } catch {
            registry.withLock { $0.release(request.id) }
            throw error
        }
    }

    /// On failure the namespace goes with its descriptor, and the interfaces with the namespace.
    private func connect(
        _ request: AttachRequest, at address: IPv4Address, ports: [HostPort]
    ) throws(NetworkError) -> Attachment {
        var reservations = PortReservations()
        let publications = try reserve(request, ports: ports, in: &reservations)
        var namespace = try NetworkNamespace.create()
        let endpoint = Endpoint(
            address: address, prefixLength: subnet.prefixLength, gateway: gateway,
            macAddress: request.macAddress ?? MACAddress(derivedFrom: address),
            hostInterface: Self.interfaceName(), publications: publications)
        try plug(endpoint, into: &namespace)
        registry.withLock { $0.record(endpoint, of: request.id) }
        do {
            try publish(endpoint)
            try listen(on: reservations, endpoint: request.name)
        } catch {
            _ = registry.withLock { $0.withdraw(request.id) }
            try withdraw(endpoint)
            throw error
        }
        return Attachment(namespace: namespace.take(), reservations: reservations, endpoint: endpoint)
    }

    /// Binds the ports.
    ///
    /// - Returns: the publications with the ports that were chosen.
    private func reserve(
        _ request: AttachRequest, ports: [HostPort], in reservations: inout PortReservations
    ) throws(NetworkError) -> [Publication] {
        var publications = request.publications
        for (index, port) in ports.enumerated() {
            do {
                let bound = try reservations.bind(port)
                publications[index].hostAddress = "\(bound.address)"
                publications[index].hostPort = bound.port
            } catch {
                throw PortFailure.refused(port, endpoint: request.name, cause: error)
            }
        }
        return publications
    }

    private func listen(on reservations: borrowing PortReservations, endpoint: String) throws(NetworkError) {
        for index in reservations.ports.indices {
            do {
                try reservations.listen(at: index)
            } catch {
                throw PortFailure.refused(reservations.ports[index], endpoint: endpoint, cause: error)
            }
        }
    }

    /// Makes the pair of interfaces, and gives the container's end its address and way out.
    private func plug(_ endpoint: Endpoint, into namespace: inout NetworkNamespace) throws(NetworkError) {
        let pair = VethPair(
            name: endpoint.hostInterface, bridge: bridge, peerName: Self.containerInterface,
            peerAddress: endpoint.macAddress, peerNamespace: namespace.descriptor.raw, mtu: configuration.mtu)
        try attempt("cannot connect a container to \(configuration.name)") { () throws(SystemCallError) in
            try route.withLock { (route) throws(SystemCallError) in
                try route.perform {
                    $0.createVeth(pair)
                    $0.reflectPackets(onPort: pair.name)
                }
            }
            try namespace.configure(
                Self.containerInterface, address: endpoint.address, subnet: subnet, gateway: gateway)
        }
    }

    /// The name of a container's interface to the bridge, in the container.
    package static let containerInterface = "eth0"

    /// A name that no other interface has: the pair of a container that has just ended may linger for a moment, so it
    /// cannot come from the container's id.
    private static func interfaceName() -> String {
        let digits = String(UInt64.random(in: 0..<1 << 40), radix: 16)
        return "veth" + String(repeating: "0", count: 10 - digits.utf8.count) + digits
    }
}
