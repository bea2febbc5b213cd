internal import Linux
internal import Synchronization
internal import SystemPackage

extension BridgeNetwork {
    /// Writes the table anew, after someone else cleared the host's rules or set up a firewall.
    ///
    /// - Returns: what keeps the network from working as it should, as `warnings`.
    @discardableResult
    package func restoreRules() throws(NetworkError) -> [String] {
        try netfilter.withLock { (netfilter) throws(NetworkError) in
            let endpoints = registry.withLock { $0.endpoints }
            return try ruleset.install(publishing: endpoints, by: &netfilter)
        }
    }

    /// Begins to rewrite packets for an endpoint's ports. The registry has the endpoint already.
    func publish(_ endpoint: Endpoint) throws(NetworkError) {
        guard !endpoint.publications.isEmpty else { return }
        try change("cannot publish the ports of \(endpoint.address)", ruleset.publication(of: endpoint))
        try forgetConnections(to: endpoint)
    }

    /// Stops it. The registry does not count the endpoint any more.
    func withdraw(_ endpoint: Endpoint) throws(NetworkError) {
        guard !endpoint.publications.isEmpty else { return }
        try change("cannot withdraw the ports of \(endpoint.address)", ruleset.withdrawal(of: endpoint))
        try forgetConnections(to: endpoint)
    }

    /// When the table or an element is missing, someone else cleared it (`nft flush ruleset`): it is written anew from
    /// the registry, which knows of the change.
    private func change(_ purpose: String, _ batch: NetlinkDatagram) throws(NetworkError) {
        do {
            try netfilter.withLock { (netfilter) throws(NetworkError) in
                try attempt(purpose) { () throws(SystemCallError) in try netfilter.perform(batch) }
            }
        } catch  where error.cause?.errno == .noSuchFileOrDirectory {
            try restoreRules()
        }
    }

    /// UDP has no connections, but the kernel's table does: those from before would keep their old way as long as
    /// packets come.
    private func forgetConnections(to endpoint: Endpoint) throws(NetworkError) {
        let ports = endpoint.publications.filter { $0.transport == .udp }.compactMap { try? HostPort($0) }
        if ports.isEmpty { return }
        try attempt("cannot clear connections to \(endpoint.address)") { () throws(SystemCallError) in
            let local = try route.withLock { (route) throws(SystemCallError) in try route.addresses() }
            let filter = ConnectionFilter(
                ports: ports, hostAddresses: Set(local.map(\.address)), containerAddress: endpoint.address)
            try netfilter.withLock { (netfilter) throws(SystemCallError) in
                try netfilter.forgetConnections(matching: filter)
            }
        }
    }
}
