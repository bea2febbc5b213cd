/// What a network has given away: addresses and ports, by container.
struct EndpointRegistry: Sendable {
    /// What a container holds. Ports that the kernel is to choose join once they are known.
    private struct Claim {
        let address: IPv4Address
        var ports: [HostPort]
        /// `nil` while the container is being attached.
        var endpoint: Endpoint?
    }

    private var pool: AddressPool
    private var claims: [String: Claim] = [:]

    init(subnet: IPv4Subnet, gateway: IPv4Address) {
        pool = AddressPool(subnet: subnet)
        _ = pool.reserve(gateway)
    }

    /// The attached containers' endpoints.
    var endpoints: [Endpoint] { claims.values.compactMap(\.endpoint) }

    /// Takes an address and the ports for a container that is about to be attached. All or nothing.
    mutating func claim(_ request: AttachRequest, ports: [HostPort]) throws(NetworkError) -> IPv4Address {
        try requireAbsent(request.id, name: request.name)
        try requireFree(ports, for: request.name)
        let address = try allocate(request.address)
        claims[request.id] = Claim(address: address, ports: ports.filter { $0.port != 0 }, endpoint: nil)
        return address
    }

    /// Completes a claim.
    mutating func record(_ endpoint: Endpoint, of id: String) {
        let ports = endpoint.publications.compactMap { try? HostPort($0) }
        claims[id] = Claim(address: endpoint.address, ports: ports, endpoint: endpoint)
    }

    /// Enters a container that was attached before the engine's restart.
    mutating func adopt(_ endpoint: Endpoint, of id: String) throws(NetworkError) {
        try requireAbsent(id, name: id)
        var ports: [HostPort] = []
        for publication in endpoint.publications { ports.append(try HostPort(publication)) }
        try requireFree(ports, for: id)
        _ = try allocate(endpoint.address)
        record(endpoint, of: id)
    }

    /// Enters all that can be.
    ///
    /// - Returns: a sentence for each that cannot.
    mutating func adopt(_ endpoints: [String: Endpoint]) -> [String] {
        var failures: [String] = []
        for (id, endpoint) in endpoints {
            do {
                try adopt(endpoint, of: id)
            } catch {
                failures.append("the running container \(id) is not connected any more: \(error)")
            }
        }
        return failures
    }

    /// Begins a container's detaching: it no longer counts among `endpoints`, and keeps address and ports until they
    /// are released.
    ///
    /// - Returns: its endpoint; `nil` when it is not attached.
    mutating func withdraw(_ id: String) -> Endpoint? {
        let endpoint = claims[id]?.endpoint
        claims[id]?.endpoint = nil
        return endpoint
    }

    /// Gives a container's address and ports back.
    mutating func release(_ id: String) {
        guard let claim = claims.removeValue(forKey: id) else { return }
        pool.release(claim.address)
    }

    private func requireAbsent(_ id: String, name: String) throws(NetworkError) {
        guard claims[id] == nil else {
            throw NetworkError(.alreadyAttached, "container \(name) is attached to the network already")
        }
    }

    /// Also among the ports themselves: a request may name one twice.
    private func requireFree(_ ports: [HostPort], for name: String) throws(NetworkError) {
        var taken = claims.values.flatMap(\.ports)
        for port in ports where port.port != 0 {
            guard !taken.contains(where: port.overlaps) else { throw PortFailure.allocated(port, endpoint: name) }
            taken.append(port)
        }
    }

    private mutating func allocate(_ wanted: IPv4Address?) throws(NetworkError) -> IPv4Address {
        guard let wanted else {
            guard let address = pool.allocate() else {
                throw NetworkError(.addressesExhausted, "no available IPv4 addresses in the subnet \(pool.subnet)")
            }
            return address
        }
        guard pool.subnet.contains(wanted) else {
            throw NetworkError(
                .invalidRequest, "invalid address \(wanted): it does not belong to the subnet \(pool.subnet)")
        }
        guard pool.reserve(wanted) else { throw NetworkError(.addressInUse, "Address already in use: \(wanted)") }
        return wanted
    }
}
