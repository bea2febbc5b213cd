internal import CLinux
internal import Linux

/// A base chain of any table that sees IPv4 packets, as the kernel lists it.
struct ListedChain: Equatable {
    enum Family: UInt8 {
        case inet = 1
        case ipv4 = 2

        var name: String { self == .inet ? "inet" : "ip" }
    }

    let family: Family
    let table: String
    let name: String
    let hook: UInt32
    /// What becomes of packets that no rule decides: NF_DROP or NF_ACCEPT.
    let policy: UInt32

    /// `nil` for what is no base chain, or of another family.
    init?(_ message: NetlinkMessage) {
        guard message.type == NftablesMessage.type(NFT_MSG_NEWCHAIN),
            let header = message.payload.value(at: 0, as: nfgenmsg.self),
            let family = Family(rawValue: header.nfgen_family),
            let attributes = NetlinkAttributes(message.payload.dropFirst(MemoryLayout<nfgenmsg>.size)),
            let table = attributes[NFTA_CHAIN_TABLE]?.text, let name = attributes[NFTA_CHAIN_NAME]?.text,
            let hook = attributes[NFTA_CHAIN_HOOK].flatMap(NetlinkAttributes.init)?[NFTA_HOOK_HOOKNUM]?.number,
            let policy = attributes[NFTA_CHAIN_POLICY]?.number
        else { return nil }
        (self.family, self.table, self.name, self.hook, self.policy) = (family, table, name, hook, policy)
    }

    var dropsForwardedPackets: Bool {
        hook == NftablesBatch.Hook.forward.rawValue && policy == UInt32(Expression.Verdict.drop.rawValue)
    }

    /// The chain that iptables(8) calls FORWARD, on kernels where it writes nf_tables.
    var isOfIPTables: Bool {
        family == .ipv4 && table == "filter" && name == "FORWARD"
    }
}

/// A rule as the kernel lists it.
struct ListedRule: Equatable {
    let handle: UInt64
    let comment: String?

    init?(_ message: NetlinkMessage) {
        guard message.type == NftablesMessage.type(NFT_MSG_NEWRULE),
            let attributes = NetlinkAttributes(message.payload.dropFirst(MemoryLayout<nfgenmsg>.size)),
            let handle = attributes[NFTA_RULE_HANDLE]?.value(at: 0, as: UInt64.self)
        else { return nil }
        self.handle = UInt64(bigEndian: handle)
        comment = attributes[NFTA_RULE_USERDATA].flatMap(RuleComment.decode)
    }
}

extension NetlinkSocket {
    /// The base chains of all tables.
    mutating func baseChains() throws(SystemCallError) -> [ListedChain] {
        try list(NFT_MSG_GETCHAIN, "NFT_MSG_GETCHAIN", family: 0) { _ in }.compactMap(ListedChain.init)
    }

    mutating func rules(of chain: ListedChain) throws(SystemCallError) -> [ListedRule] {
        try list(NFT_MSG_GETRULE, "NFT_MSG_GETRULE", family: chain.family.rawValue) {
            $0.attribute(NFTA_RULE_TABLE, chain.table)
            $0.attribute(NFTA_RULE_CHAIN, chain.name)
        }.compactMap(ListedRule.init)
    }

    private mutating func list(
        _ type: nf_tables_msg_types, _ call: String, family: UInt8, _ body: (inout NetlinkWriter) -> Void
    ) throws(SystemCallError) -> [NetlinkMessage] {
        var request = NetlinkDatagram()
        request.append(NftablesMessage.type(type), call: call, subject: "", flags: NetlinkDatagram.dump) {
            $0.append(value: nfgenmsg(nfgen_family: family, version: UInt8(NFNETLINK_V0), res_id: 0))
            body(&$0)
        }
        return try query(request)
    }
}

extension ArraySlice<UInt8> {
    /// A number as nf_tables has them: in network order.
    var number: UInt32? {
        value(at: 0, as: UInt32.self).map(UInt32.init(bigEndian:))
    }
}
