internal import CLinux

/// An IPv4 address of an interface (RTM_NEWADDR).
struct AssignedAddress: Equatable {
    let interface: Int32
    let address: IPv4Address
    let subnet: IPv4Subnet

    init?(_ message: NetlinkMessage) {
        guard message.type == UInt16(RTM_NEWADDR), let header = message.payload.value(at: 0, as: ifaddrmsg.self),
            let attributes = NetlinkAttributes(message.payload.dropFirst(MemoryLayout<ifaddrmsg>.size)),
            // On a point-to-point link IFA_ADDRESS is the other side's, IFA_LOCAL one's own.
            let address = (attributes[IFA_LOCAL] ?? attributes[IFA_ADDRESS]).flatMap(IPv4Address.init(attribute:)),
            let subnet = IPv4Subnet(containing: address, prefixLength: header.ifa_prefixlen)
        else { return nil }
        interface = Int32(bitPattern: header.ifa_index)
        self.address = address
        self.subnet = subnet
    }
}

/// An IPv4 route to a block of addresses (RTM_NEWROUTE).
struct Route: Equatable {
    let destination: IPv4Subnet
    /// The interface that it leads over, where it is one.
    let interface: Int32?

    init?(_ message: NetlinkMessage) {
        guard message.type == UInt16(RTM_NEWROUTE), let header = message.payload.value(at: 0, as: rtmsg.self),
            let attributes = NetlinkAttributes(message.payload.dropFirst(MemoryLayout<rtmsg>.size)),
            let base = attributes[RTA_DST].map(IPv4Address.init(attribute:)) ?? IPv4Address.any,
            let destination = IPv4Subnet(containing: base, prefixLength: header.rtm_dst_len)
        else { return nil }
        self.destination = destination
        interface = attributes[RTA_OIF]?.value(at: 0, as: Int32.self)
    }
}

extension IPv4Address {
    /// Four bytes in network order.
    init?(attribute: ArraySlice<UInt8>) {
        guard attribute.count == 4, let number = attribute.value(at: 0, as: UInt32.self) else { return nil }
        self.init(number: UInt32(bigEndian: number))
    }
}
