internal import CLinux

/// One step of an nf_tables rule. A rule is a list of steps: they load values into registers, compare them, and end
/// in a verdict or a rewriting of the packet; a comparison that fails ends the rule (nft(8), "EXPRESSIONS").
enum Expression: Equatable, Sendable {
    /// Properties of the packet or its way: NFT_META_*.
    enum Meta: UInt32 {
        case inputInterfaceName = 6
        case outputInterfaceName = 7
        case transportProtocol = 16
    }

    /// The header that a payload's offset counts from: NFT_PAYLOAD_*.
    enum Header: UInt32 {
        case network = 1
        case transport = 2
    }

    /// Properties of the packet's connection: NFT_CT_*.
    enum Connection: UInt32 {
        case state = 0
        case status = 2
    }

    enum Comparison: UInt32 {
        case equal = 0
        case notEqual = 1
    }

    /// NF_DROP, NF_ACCEPT, NFT_RETURN.
    enum Verdict: Int32 {
        case drop = 0
        case accept = 1
        case `return` = -5
    }

    case loadMeta(Meta, into: Register)
    case loadPayload(Header, offset: UInt32, length: UInt32, into: Register)
    case loadConnection(Connection, into: Register)
    /// The kind of the destination address (RTN_*), as the routing tables see it.
    case loadDestinationType(into: Register)
    case compare(Comparison, Register, [UInt8])
    /// Keeps the bits of `mask`, in place.
    case mask(Register, [UInt8])
    /// Looks the key that begins in `key` up in a map, and loads its value; a key that is not there ends the rule.
    case lookUp(map: String, key: Register, into: Register)
    case destinationNAT(address: Register, port: Register)
    case masquerade
    case counter
    case verdict(Verdict)
}

extension Expression {
    /// Appends the expression as an element of NFTA_RULE_EXPRESSIONS.
    func encode(into writer: inout NetlinkWriter) {
        writer.nested(NFTA_LIST_ELEM) {
            $0.attribute(NFTA_EXPR_NAME, name)
            $0.nested(NFTA_EXPR_DATA) { encodeData(into: &$0) }
        }
    }

    private var name: String {
        switch self {
        case .loadMeta: "meta"
        case .loadPayload: "payload"
        case .loadConnection: "ct"
        case .loadDestinationType: "fib"
        case .compare: "cmp"
        case .mask: "bitwise"
        case .lookUp: "lookup"
        case .destinationNAT: "nat"
        case .masquerade: "masq"
        case .counter: "counter"
        case .verdict: "immediate"
        }
    }

    private func encodeData(into writer: inout NetlinkWriter) {
        switch self {
        case .loadMeta, .loadPayload, .loadConnection, .loadDestinationType: encodeLoad(into: &writer)
        case .compare, .mask, .lookUp: encodeTest(into: &writer)
        case .destinationNAT, .masquerade, .counter, .verdict: encodeAction(into: &writer)
        }
    }

    private func encodeLoad(into writer: inout NetlinkWriter) {
        switch self {
        case .loadMeta(let key, let register):
            writer.number(NFTA_META_KEY, key.rawValue)
            writer.number(NFTA_META_DREG, register.number)
        case .loadPayload(let header, let offset, let length, let register):
            writer.number(NFTA_PAYLOAD_DREG, register.number)
            writer.number(NFTA_PAYLOAD_BASE, header.rawValue)
            writer.number(NFTA_PAYLOAD_OFFSET, offset)
            writer.number(NFTA_PAYLOAD_LEN, length)
        case .loadConnection(let key, let register):
            writer.number(NFTA_CT_KEY, key.rawValue)
            writer.number(NFTA_CT_DREG, register.number)
        case .loadDestinationType(let register):
            writer.number(NFTA_FIB_FLAGS, NFTA_FIB_F_DADDR.rawValue)
            writer.number(NFTA_FIB_RESULT, NFT_FIB_RESULT_ADDRTYPE.rawValue)
            writer.number(NFTA_FIB_DREG, register.number)
        default: break
        }
    }

    private func encodeTest(into writer: inout NetlinkWriter) {
        switch self {
        case .compare(let comparison, let register, let value):
            writer.number(NFTA_CMP_SREG, register.number)
            writer.number(NFTA_CMP_OP, comparison.rawValue)
            writer.data(NFTA_CMP_DATA, value)
        case .mask(let register, let mask):
            writer.number(NFTA_BITWISE_SREG, register.number)
            writer.number(NFTA_BITWISE_DREG, register.number)
            writer.number(NFTA_BITWISE_LEN, UInt32(mask.count))
            writer.data(NFTA_BITWISE_MASK, mask)
            writer.data(NFTA_BITWISE_XOR, mask.map { _ in 0 })
        case .lookUp(let map, let key, let register):
            writer.number(NFTA_LOOKUP_SREG, key.number)
            writer.number(NFTA_LOOKUP_DREG, register.number)
            writer.attribute(NFTA_LOOKUP_SET, map)
        default: break
        }
    }

    private func encodeAction(into writer: inout NetlinkWriter) {
        switch self {
        case .destinationNAT(let address, let port):
            writer.number(NFTA_NAT_TYPE, NFT_NAT_DNAT.rawValue)
            writer.number(NFTA_NAT_FAMILY, NftablesBatch.family)
            writer.number(NFTA_NAT_REG_ADDR_MIN, address.number)
            writer.number(NFTA_NAT_REG_PROTO_MIN, port.number)
        case .verdict(let verdict):
            writer.number(NFTA_IMMEDIATE_DREG, Register.verdict.number)
            writer.nested(NFTA_IMMEDIATE_DATA) {
                $0.nested(NFTA_DATA_VERDICT) { $0.number(NFTA_VERDICT_CODE, UInt32(bitPattern: verdict.rawValue)) }
            }
        default: break
        }
    }
}

extension NetlinkWriter {
    /// A number as nf_tables has them: in network order.
    mutating func number<Type: RawRepresentable<UInt32>>(_ type: Type, _ value: some BinaryInteger) {
        attribute(type, UInt32(truncatingIfNeeded: value).bigEndian)
    }

    /// Bytes as they lie in a register.
    mutating func data<Type: RawRepresentable<UInt32>>(_ type: Type, _ value: [UInt8]) {
        nested(type) { $0.attribute(NFTA_DATA_VALUE, value) }
    }
}
