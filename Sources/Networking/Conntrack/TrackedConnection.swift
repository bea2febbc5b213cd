internal import CLinux

/// An IPv4 connection in the kernel's table, as far as it matters here (ctnetlink).
struct TrackedConnection: Equatable {
    /// One direction's protocol and addresses.
    struct Tuple: Equatable {
        let source: IPv4Address
        let destination: IPv4Address
        let protocolNumber: UInt8
        let destinationPort: UInt16
    }

    /// As the packets that began it came.
    let original: Tuple
    /// As the answers come: the rewriting shows here.
    let reply: Tuple
    /// The original direction as the kernel wrote it, to name the connection by.
    let key: ArraySlice<UInt8>
    let zone: ArraySlice<UInt8>?

    init?(_ message: NetlinkMessage) {
        guard message.type == ConntrackMessage.new,
            let attributes = NetlinkAttributes(message.payload.dropFirst(MemoryLayout<nfgenmsg>.size)),
            let key = attributes[CTA_TUPLE_ORIG], let original = Tuple(key),
            let reply = attributes[CTA_TUPLE_REPLY].flatMap(Tuple.init)
        else { return nil }
        (self.original, self.reply, self.key, zone) = (original, reply, key, attributes[CTA_ZONE])
    }
}

extension TrackedConnection.Tuple {
    init?(_ attribute: ArraySlice<UInt8>) {
        guard let parts = NetlinkAttributes(attribute),
            let addresses = parts[CTA_TUPLE_IP].flatMap(NetlinkAttributes.init),
            let transport = parts[CTA_TUPLE_PROTO].flatMap(NetlinkAttributes.init),
            let source = addresses[CTA_IP_V4_SRC].flatMap(IPv4Address.init(attribute:)),
            let destination = addresses[CTA_IP_V4_DST].flatMap(IPv4Address.init(attribute:)),
            let number = transport[CTA_PROTO_NUM]?.value(at: 0, as: UInt8.self),
            let port = transport[CTA_PROTO_DST_PORT]?.value(at: 0, as: UInt16.self)
        else { return nil }
        self.init(
            source: source, destination: destination, protocolNumber: number, destinationPort: UInt16(bigEndian: port))
    }
}

/// ctnetlink messages among those of NETLINK_NETFILTER.
enum ConntrackMessage {
    static let new = type(IPCTNL_MSG_CT_NEW)
    static let get = type(IPCTNL_MSG_CT_GET)
    static let delete = type(IPCTNL_MSG_CT_DELETE)

    private static func type(_ type: cntl_msg_types) -> UInt16 {
        UInt16(NFNL_SUBSYS_CTNETLINK) << 8 | UInt16(type.rawValue)
    }
}
