/// A rule under construction, in the words of nft(8).
struct Rule: Equatable, Sendable {
    private(set) var expressions: [Expression] = []

    private func adding(_ more: Expression...) -> Rule {
        var rule = self
        rule.expressions += more
        return rule
    }

    // MARK: Matches

    /// `iifname "…"`
    func from(interface name: String) -> Rule {
        adding(.loadMeta(.inputInterfaceName, into: .word(0)), .compare(.equal, .word(0), Self.padded(name)))
    }

    /// `oifname "…"`, or `oifname != "…"`
    func to(_ comparison: Expression.Comparison = .equal, interface name: String) -> Rule {
        adding(.loadMeta(.outputInterfaceName, into: .word(0)), .compare(comparison, .word(0), Self.padded(name)))
    }

    /// `ip saddr …/n`
    func from(_ subnet: IPv4Subnet) -> Rule { matching(subnet, offset: Self.sourceOffset) }

    /// `ip daddr …/n`
    func to(_ subnet: IPv4Subnet) -> Rule { matching(subnet, offset: Self.destinationOffset) }

    /// `fib daddr type local`
    func toLocalAddress() -> Rule {
        let local = withUnsafeBytes(of: Self.localRouteType, Array.init)
        return adding(.loadDestinationType(into: .word(0)), .compare(.equal, .word(0), local))
    }

    /// `ct state established,related`
    func ofKnownConnection() -> Rule { connection(.state, hasAnyOf: Self.establishedOrRelated) }

    /// `ct status dnat`
    func ofRewrittenDestination() -> Rule { connection(.status, hasAnyOf: Self.destinationRewritten) }

    // MARK: Statements

    /// `dnat ip to meta l4proto . ip daddr . th dport map @…`
    func rewriteDestination(byAddressAndPortIn map: String) -> Rule {
        adding(
            .loadMeta(.transportProtocol, into: .word(0)),
            .loadPayload(.network, offset: Self.destinationOffset, length: 4, into: .word(1)),
            .loadPayload(.transport, offset: 2, length: 2, into: .word(2)),
            .lookUp(map: map, key: .word(0), into: .word(0)),
            .destinationNAT(address: .word(0), port: .word(1)))
    }

    /// `dnat ip to meta l4proto . th dport map @…`
    func rewriteDestination(byPortIn map: String) -> Rule {
        adding(
            .loadMeta(.transportProtocol, into: .word(0)),
            .loadPayload(.transport, offset: 2, length: 2, into: .word(1)),
            .lookUp(map: map, key: .word(0), into: .word(0)),
            .destinationNAT(address: .word(0), port: .word(1)))
    }

    func masquerade() -> Rule { adding(.masquerade) }
    func counted() -> Rule { adding(.counter) }
    func accept() -> Rule { adding(.verdict(.accept)) }
    func drop() -> Rule { adding(.verdict(.drop)) }
    func `return`() -> Rule { adding(.verdict(.return)) }

    // MARK: Details

    private func matching(_ subnet: IPv4Subnet, offset: UInt32) -> Rule {
        adding(
            .loadPayload(.network, offset: offset, length: 4, into: .word(0)),
            .mask(.word(0), subnet.mask.bytes),
            .compare(.equal, .word(0), subnet.base.bytes))
    }

    private func connection(_ key: Expression.Connection, hasAnyOf bits: UInt32) -> Rule {
        adding(
            .loadConnection(key, into: .word(0)),
            .mask(.word(0), withUnsafeBytes(of: bits, Array.init)),
            .compare(.notEqual, .word(0), [0, 0, 0, 0]))
    }

    /// An interface's name fills IFNAMSIZ bytes.
    private static func padded(_ name: String) -> [UInt8] {
        Array(name.utf8.prefix(15)) + Array(repeating: 0, count: 16 - min(name.utf8.count, 15))
    }

    /// Where the addresses stand in an IPv4 header (RFC 791).
    private static let sourceOffset: UInt32 = 12
    private static let destinationOffset: UInt32 = 16
    /// RTN_LOCAL
    private static let localRouteType: UInt32 = 2
    /// NF_CT_STATE_BIT of IP_CT_ESTABLISHED and IP_CT_RELATED.
    private static let establishedOrRelated: UInt32 = 1 << 1 | 1 << 2
    /// IPS_DST_NAT
    private static let destinationRewritten: UInt32 = 1 << 5
}
