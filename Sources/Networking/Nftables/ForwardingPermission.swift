internal import Linux
internal import SystemPackage

/// Lets a bridge's packets through firewalls that drop forwarded packets unless a rule accepts them.
///
/// Each table has its say: that one accepts a packet does not keep the next from dropping it. Docker and ufw set such a
/// policy on `FORWARD` of iptables' table. There the bridge's packets are accepted by rules behind all others, so that
/// they overrule the policy and nothing that is written there. Elsewhere it is for the host's owner to say.
struct ForwardingPermission {
    let bridge: String

    /// Adds what is missing.
    ///
    /// - Returns: a sentence for each firewall that drops the bridge's packets all the same.
    func grant(by netfilter: inout NetlinkSocket) throws(SystemCallError) -> [String] {
        var warnings: [String] = []
        for chain in try netfilter.baseChains() where chain.dropsForwardedPackets {
            if chain.isOfIPTables {
                try accept(in: chain, by: &netfilter)
            } else {
                warnings.append(warning(of: chain))
            }
        }
        return warnings
    }

    /// Removes the rules that `grant` added, wherever they are.
    func revoke(by netfilter: inout NetlinkSocket) throws(SystemCallError) {
        for chain in try netfilter.baseChains() where chain.isOfIPTables {
            let rules = try own(in: chain, by: &netfilter)
            if rules.isEmpty { continue }
            var batch = NftablesBatch(table: chain.table)
            for rule in rules { batch.deleteRule(rule.handle, from: chain.name) }
            try netfilter.perform(batch.closed())
        }
    }

    private func accept(in chain: ListedChain, by netfilter: inout NetlinkSocket) throws(SystemCallError) {
        if try !own(in: chain, by: &netfilter).isEmpty { return }
        var batch = NftablesBatch(table: chain.table)
        batch.add(Rule().from(interface: bridge).counted().accept(), to: chain.name, comment: comment)
        batch.add(Rule().to(interface: bridge).counted().accept(), to: chain.name, comment: comment)
        try netfilter.perform(batch.closed())
    }

    private func own(
        in chain: ListedChain, by netfilter: inout NetlinkSocket
    ) throws(SystemCallError) -> [ListedRule] {
        try netfilter.rules(of: chain).filter { $0.comment == comment }
    }

    private var comment: String { "wherry: \(bridge)" }

    private func warning(of chain: ListedChain) -> String {
        "the firewall's chain \(chain.name) of the table \(chain.family.name) \(chain.table) drops forwarded packets:"
            + " allow those from and to the interface \(bridge) there, or containers have no way out"
    }
}
