internal import Linux
internal import Synchronization

/// A network of containers behind a bridge of the host, with an nf_tables table of its own. It belongs to the network
/// namespace in which it is made.
///
/// Calls block for as long as the kernel works, from any thread. Life of a network:
///
/// 1. `init` makes the bridge, or takes over the one of that name, and replaces the table in one transaction: published
///    ports of the given endpoints stay published throughout, those of containers that are gone go.
/// 2. `attach` gives a container a namespace, an address and its published ports. It fails as a whole.
/// 3. The container's processes keep the namespace. When the last one and the last descriptor are gone, the kernel
///    removes both interfaces.
/// 4. `detach` takes back what the kernel does not: the address and the rewriting of ports. The sockets that reserve
///    the ports are closed by those who hold them, afterwards.
/// 5. An engine that ends leaves all this in place. One that is removed calls `removeAll`.
package final class BridgeNetwork: Sendable {
    package let configuration: BridgeConfiguration
    /// The subnet in use: the engine keeps it, and gives it as the configuration's when it starts again.
    package let subnet: IPv4Subnet
    /// The bridge's own address: the subnet's first.
    package let gateway: IPv4Address
    /// What on this host keeps the network from working as it should, in words for the log.
    package let warnings: [String]

    private let ownership: HostLock
    let bridge: Int32
    let ruleset: BridgeRuleset
    let route: Mutex<NetlinkSocket>
    let netfilter: Mutex<NetlinkSocket>
    let registry: Mutex<EndpointRegistry>

    /// Makes the network, or takes it over as a previous engine left it.
    ///
    /// - Parameter endpoints: those of the containers that run already, by container id. One that does not fit the
    ///   network any more is named in `warnings`.
    package init(
        configuration: BridgeConfiguration, adopting endpoints: [String: Endpoint] = [:]
    ) throws(NetworkError) {
        try configuration.validate()
        var route = try Self.open(.route)
        var netfilter = try Self.open(.netfilter)
        let link = try BridgeLink.establish(configuration, route: &route)
        var registry = EndpointRegistry(subnet: link.subnet, gateway: link.gateway)
        let failures = registry.adopt(endpoints)
        let ruleset = BridgeRuleset(
            bridge: configuration.name, subnet: link.subnet, masquerade: configuration.masquerade)
        let foreign = try ruleset.install(publishing: registry.endpoints, by: &netfilter)

        self.configuration = configuration
        self.ruleset = ruleset
        (bridge, subnet, gateway) = (link.index, link.subnet, link.gateway)
        warnings = link.warnings + failures + foreign
        ownership = link.ownership
        self.route = Mutex(route)
        self.netfilter = Mutex(netfilter)
        self.registry = Mutex(registry)
    }

    /// Enters a container that an earlier engine attached, and publishes its ports again.
    package func adopt(id: String, endpoint: Endpoint) throws(NetworkError) {
        try registry.withLock { (registry) throws(NetworkError) in try registry.adopt(endpoint, of: id) }
        do {
            try publish(endpoint)
        } catch {
            registry.withLock { $0.release(id) }
            throw error
        }
    }

    /// Takes back a container's address and ports. One that is not attached is no error.
    package func detach(id: String) throws(NetworkError) {
        guard let endpoint = registry.withLock({ $0.withdraw(id) }) else { return }
        do {
            try withdraw(endpoint)
        } catch {
            registry.withLock { $0.record(endpoint, of: id) }
            throw error
        }
        registry.withLock { $0.release(id) }
    }

    /// Removes the bridge and the table. Containers that still run lose their network.
    package func removeAll() throws(NetworkError) {
        let name = configuration.name
        try netfilter.withLock { (netfilter) throws(NetworkError) in try ruleset.remove(by: &netfilter) }
        try route.withLock { (route) throws(NetworkError) in
            try attempt("cannot remove the bridge \(name)") { () throws(SystemCallError) in
                guard try route.link(named: name) != nil else { return }
                try route.perform { $0.deleteLink(name) }
            }
        }
    }

    private static func open(_ family: NetlinkSocket.Family) throws(NetworkError) -> NetlinkSocket {
        try attempt("cannot reach the kernel's network configuration") { () throws(SystemCallError) in
            let socket = try NetlinkSocket(family)
            try socket.allowDatagrams(of: largestBatch)
            return socket
        }
    }

    /// Enough for all ports of a host to be published in one transaction.
    private static let largestBatch: Int32 = 16 << 20
}
