internal import CLinux

/// Changes to an nf_tables table of the IPv4 family that come into force all at once, or not at all.
struct NftablesBatch {
    /// NFPROTO_IPV4
    static let family: UInt8 = 2

    /// Where packets pass a base chain: NF_INET_*.
    enum Hook: UInt32 {
        case prerouting = 0
        case forward = 2
        case output = 3
        case postrouting = 4
    }

    struct Chain {
        let name: String
        /// `filter` or `nat`.
        let type: String
        let hook: Hook
        /// Chains of a hook run from the lowest to the highest.
        let priority: Int32
    }

    /// A map: its keys and values are sequences of 32-bit words.
    struct Map {
        let name: String
        let keyType: UInt32
        let keyLength: Int
        let valueType: UInt32
        let valueLength: Int
    }

    struct MapElement: Equatable {
        let key: [UInt8]
        let value: [UInt8]
    }

    let table: String
    private(set) var datagram = NetlinkDatagram()
    private var maps: UInt32 = 0

    init(table: String) {
        self.table = table
        boundary(NFNL_MSG_BATCH_BEGIN, "NFNL_MSG_BATCH_BEGIN")
    }

    /// The whole batch, ready to be sent.
    consuming func closed() -> NetlinkDatagram {
        boundary(NFNL_MSG_BATCH_END, "NFNL_MSG_BATCH_END")
        return datagram
    }

    /// Makes the table, unless it is there.
    mutating func addTable() {
        append(NFT_MSG_NEWTABLE, "NFT_MSG_NEWTABLE", flags: NLM_F_CREATE) { _ in }
    }

    /// Removes the table with all that is in it.
    mutating func deleteTable() {
        append(NFT_MSG_DELTABLE, "NFT_MSG_DELTABLE") { _ in }
    }

    /// Adds a base chain that lets pass what no rule of it decides.
    mutating func add(_ chain: Chain) {
        append(NFT_MSG_NEWCHAIN, "NFT_MSG_NEWCHAIN", chain.name, flags: NLM_F_CREATE) {
            $0.attribute(NFTA_CHAIN_NAME, chain.name)
            $0.nested(NFTA_CHAIN_HOOK) {
                $0.number(NFTA_HOOK_HOOKNUM, chain.hook.rawValue)
                $0.number(NFTA_HOOK_PRIORITY, chain.priority)
            }
            $0.number(NFTA_CHAIN_POLICY, Expression.Verdict.accept.rawValue)
            $0.attribute(NFTA_CHAIN_TYPE, chain.type)
        }
    }

    /// Adds a rule behind those that `chain` has.
    mutating func add(_ rule: Rule, to chain: String, comment: String? = nil) {
        append(NFT_MSG_NEWRULE, "NFT_MSG_NEWRULE", chain, flags: NLM_F_CREATE | NLM_F_APPEND) {
            $0.attribute(NFTA_RULE_CHAIN, chain)
            $0.nested(NFTA_RULE_EXPRESSIONS) { for expression in rule.expressions { expression.encode(into: &$0) } }
            if let comment { $0.attribute(NFTA_RULE_USERDATA, RuleComment.encode(comment)) }
        }
    }

    /// Removes the rule that the kernel knows by `handle`.
    mutating func deleteRule(_ handle: UInt64, from chain: String) {
        append(NFT_MSG_DELRULE, "NFT_MSG_DELRULE", chain) {
            $0.attribute(NFTA_RULE_CHAIN, chain)
            $0.attribute(NFTA_RULE_HANDLE, handle.bigEndian)
        }
    }

    mutating func add(_ map: Map) {
        maps += 1
        let id = maps
        append(NFT_MSG_NEWSET, "NFT_MSG_NEWSET", map.name, flags: NLM_F_CREATE) {
            $0.attribute(NFTA_SET_NAME, map.name)
            $0.number(NFTA_SET_FLAGS, NFT_SET_MAP.rawValue)
            $0.number(NFTA_SET_KEY_TYPE, map.keyType)
            $0.number(NFTA_SET_KEY_LEN, map.keyLength)
            $0.number(NFTA_SET_DATA_TYPE, map.valueType)
            $0.number(NFTA_SET_DATA_LEN, map.valueLength)
            $0.number(NFTA_SET_ID, id)
        }
    }

    mutating func add(_ elements: [MapElement], to map: String) {
        for piece in Self.pieces(of: elements) {
            append(NFT_MSG_NEWSETELEM, "NFT_MSG_NEWSETELEM", map, flags: NLM_F_CREATE) {
                Self.list(piece, of: map, withValues: true, into: &$0)
            }
        }
    }

    mutating func delete(_ elements: [MapElement], from map: String) {
        for piece in Self.pieces(of: elements) {
            append(NFT_MSG_DELSETELEM, "NFT_MSG_DELSETELEM", map) {
                Self.list(piece, of: map, withValues: false, into: &$0)
            }
        }
    }

    private static func list(
        _ elements: ArraySlice<MapElement>, of map: String, withValues: Bool, into writer: inout NetlinkWriter
    ) {
        writer.attribute(NFTA_SET_ELEM_LIST_SET, map)
        writer.nested(NFTA_SET_ELEM_LIST_ELEMENTS) {
            for element in elements {
                $0.nested(NFTA_LIST_ELEM) {
                    $0.data(NFTA_SET_ELEM_KEY, element.key)
                    if withValues { $0.data(NFTA_SET_ELEM_DATA, element.value) }
                }
            }
        }
    }

    /// An attribute holds 64 KiB at most, an element with its framing takes less than 64 bytes.
    private static func pieces(of elements: [MapElement]) -> [ArraySlice<MapElement>] {
        stride(from: 0, to: elements.count, by: 1000).map { elements[$0..<min($0 + 1000, elements.count)] }
    }

    /// Every nf_tables message has the table's name as its first attribute.
    private mutating func append(
        _ type: nf_tables_msg_types, _ call: String, _ subject: String = "", flags: Int32 = 0,
        _ body: (inout NetlinkWriter) -> Void
    ) {
        let table = table
        datagram.append(NftablesMessage.type(type), call: call, subject: "\(table) \(subject)", flags: flags) {
            $0.append(value: nfgenmsg(nfgen_family: Self.family, version: UInt8(NFNETLINK_V0), res_id: 0))
            $0.attribute(NFTA_TABLE_NAME, table)
            body(&$0)
        }
    }

    private mutating func boundary(_ type: Int32, _ call: String) {
        datagram.append(UInt16(type), call: call, subject: table, isBoundary: true) {
            let subsystem = UInt16(NFNL_SUBSYS_NFTABLES).bigEndian
            $0.append(value: nfgenmsg(nfgen_family: 0, version: UInt8(NFNETLINK_V0), res_id: subsystem))
        }
    }
}

/// nf_tables messages among those of NETLINK_NETFILTER.
enum NftablesMessage {
    static func type(_ type: nf_tables_msg_types) -> UInt16 {
        UInt16(NFNL_SUBSYS_NFTABLES) << 8 | UInt16(type.rawValue)
    }
}

/// A rule's comment, as nft(8) and iptables(8) keep and show it: a type-length-value triple in the rule's user data.
enum RuleComment {
    static func encode(_ comment: String) -> [UInt8] {
        let text = Array(comment.utf8.prefix(127)) + [0]
        return [commentType, UInt8(text.count)] + text
    }

    static func decode(_ data: ArraySlice<UInt8>) -> String? {
        guard let type = data.first, type == commentType, let length = data.dropFirst().first,
            data.count >= 2 + Int(length)
        else { return nil }
        return data.dropFirst(2).prefix(Int(length)).text
    }

    /// NFTNL_UDATA_RULE_COMMENT
    private static let commentType: UInt8 = 0
}
