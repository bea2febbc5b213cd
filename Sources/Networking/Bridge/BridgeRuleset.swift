internal import Linux

/// A bridge network's nf_tables table: what it is named, which chains it has, and what they do.
///
/// Published ports are elements of two maps, so that a container's coming and going changes elements, never rules, and
/// that a packet's way does not grow longer with the number of containers.
struct BridgeRuleset {
    let bridge: String
    let subnet: IPv4Subnet
    let masquerade: Bool

    var table: String { "wherry_\(bridge)" }

    /// Puts the table in place of whatever stood under its name, with these endpoints' ports published. Connections
    /// that exist are not disturbed: their rewriting is in the connection table.
    ///
    /// - Returns: what other firewalls do to the bridge's traffic.
    func install(
        publishing endpoints: [Endpoint], by netfilter: inout NetlinkSocket
    ) throws(NetworkError) -> [String] {
        try attempt("cannot install the rules of \(bridge)") { () throws(SystemCallError) in
            try netfilter.perform(replacement(publishing: endpoints))
            return try ForwardingPermission(bridge: bridge).grant(by: &netfilter)
        }
    }

    /// Removes the table, and what stands in others for the bridge.
    func remove(by netfilter: inout NetlinkSocket) throws(NetworkError) {
        try attempt("cannot remove the rules of \(bridge)") { () throws(SystemCallError) in
            try ForwardingPermission(bridge: bridge).revoke(by: &netfilter)
            var batch = NftablesBatch(table: table)
            batch.addTable()
            batch.deleteTable()
            try netfilter.perform(batch.closed())
        }
    }

    func replacement(publishing endpoints: [Endpoint]) -> NetlinkDatagram {
        var batch = NftablesBatch(table: table)
        batch.addTable()
        batch.deleteTable()
        batch.addTable()
        batch.add(PublishedPorts.byAddress)
        batch.add(PublishedPorts.onAllAddresses)
        addChains(to: &batch)
        for endpoint in endpoints { PublishedPorts(of: endpoint).add(to: &batch) }
        return batch.closed()
    }

    func publication(of endpoint: Endpoint) -> NetlinkDatagram {
        var batch = NftablesBatch(table: table)
        PublishedPorts(of: endpoint).add(to: &batch)
        return batch.closed()
    }

    func withdrawal(of endpoint: Endpoint) -> NetlinkDatagram {
        var batch = NftablesBatch(table: table)
        PublishedPorts(of: endpoint).delete(from: &batch)
        return batch.closed()
    }

    private func addChains(to batch: inout NftablesBatch) {
        chain("raw", "filter", .prerouting, priority: -300, guardRules, &batch)
        chain("prerouting", "nat", .prerouting, priority: -100, incomingRules, &batch)
        chain("output", "nat", .output, priority: -100, publishingRules, &batch)
        chain("postrouting", "nat", .postrouting, priority: 100, sourceRules, &batch)
        chain("forward", "filter", .forward, priority: 0, forwardRules, &batch)
    }

    private func chain(
        _ name: String, _ type: String, _ hook: NftablesBatch.Hook, priority: Int32, _ rules: [Rule],
        _ batch: inout NftablesBatch
    ) {
        batch.add(NftablesBatch.Chain(name: name, type: type, hook: hook, priority: priority))
        for rule in rules { batch.add(rule, to: name) }
    }

    /// The bridge may carry loopback addresses, for the host's own way to ports published on 127.0.0.1. Containers must
    /// not reach the host's loopback services by it (CVE-2020-8558).
    private var guardRules: [Rule] {
        [Rule().from(interface: bridge).to(Self.loopback).drop()]
    }

    /// A packet for a loopback address that arrives here came from outside: what the host itself sends has been
    /// rewritten on its way out. Ports published on 127.0.0.1 are not for the neighbours.
    private var incomingRules: [Rule] {
        [Rule().to(Self.loopback).return()] + publishingRules
    }

    private var publishingRules: [Rule] {
        [
            Rule().rewriteDestination(byAddressAndPortIn: PublishedPorts.byAddress.name),
            Rule().toLocalAddress().rewriteDestination(byPortIn: PublishedPorts.onAllAddresses.name),
        ]
    }

    /// - Containers reach the outside under the host's address.
    /// - A container that connects to a published port gets its answers through the host, where they are rewritten,
    ///   although both ends are on one bridge or even in one container.
    /// - A container cannot answer to the host's loopback address.
    private var sourceRules: [Rule] {
        let outward = [Rule().from(subnet).to(.notEqual, interface: bridge).masquerade()]
        return (masquerade ? outward : []) + [
            Rule().from(subnet).to(interface: bridge).ofRewrittenDestination().masquerade(),
            Rule().from(Self.loopback).to(interface: bridge).masquerade(),
        ]
    }

    /// Containers reach each other and the outside; from outside come answers, and what is for published ports. Packets
    /// that do not concern the bridge are left to others.
    private var forwardRules: [Rule] {
        [
            Rule().to(.notEqual, interface: bridge).return(),
            Rule().from(interface: bridge).accept(),
            Rule().ofKnownConnection().accept(),
            Rule().ofRewrittenDestination().accept(),
            Rule().drop(),
        ]
    }

    private static let loopback = IPv4Subnet.loopback
}

extension IPv4Subnet {
    static let loopback = IPv4Subnet(base: IPv4Address(number: 127 << 24), prefixLength: 8)

    private init(base: IPv4Address, prefixLength: UInt8) {
        self.base = base
        self.prefixLength = prefixLength
    }
}
