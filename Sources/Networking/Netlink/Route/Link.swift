internal import CLinux

/// A network interface as the kernel describes it (RTM_NEWLINK).
struct Link: Equatable {
    let index: Int32
    let name: String
    /// The driver, such as `bridge` or `veth`; `nil` for plain devices.
    let kind: String?
    let isUp: Bool
    /// The index of the bridge that it is a port of.
    let master: Int32?
    let statistics: LinkStatistics

    init?(_ message: NetlinkMessage) {
        guard message.type == UInt16(RTM_NEWLINK), let header = message.payload.value(at: 0, as: ifinfomsg.self),
            let attributes = NetlinkAttributes(message.payload.dropFirst(MemoryLayout<ifinfomsg>.size)),
            let name = attributes[IFLA_IFNAME]?.text
        else { return nil }
        index = header.ifi_index
        self.name = name
        isUp = header.ifi_flags & LinkFlags.up != 0
        master = attributes[IFLA_MASTER]?.value(at: 0, as: Int32.self)
        kind = attributes[IFLA_LINKINFO].flatMap(NetlinkAttributes.init)?[IFLA_INFO_KIND]?.text
        statistics = attributes[IFLA_STATS64].flatMap(LinkStatistics.init) ?? LinkStatistics()
    }
}

/// What passed through an interface since it was made, seen from the interface.
package struct LinkStatistics: Equatable, Sendable {
    package var receivedBytes: UInt64 = 0
    package var receivedPackets: UInt64 = 0
    package var receiveErrors: UInt64 = 0
    package var receiveDropped: UInt64 = 0
    package var sentBytes: UInt64 = 0
    package var sentPackets: UInt64 = 0
    package var sendErrors: UInt64 = 0
    package var sendDropped: UInt64 = 0

    package init() {}

    /// Reads the first eight counters of `struct rtnl_link_stats64`.
    init?(_ attribute: ArraySlice<UInt8>) {
        let counters = (0..<8).compactMap { attribute.value(at: $0 * 8, as: UInt64.self) }
        guard counters.count == 8 else { return nil }
        (receivedPackets, sentPackets) = (counters[0], counters[1])
        (receivedBytes, sentBytes) = (counters[2], counters[3])
        (receiveErrors, sendErrors) = (counters[4], counters[5])
        (receiveDropped, sendDropped) = (counters[6], counters[7])
    }

    /// The same traffic seen from the other end of the veth pair: what one end receives, the other sent.
    var fromOtherEnd: LinkStatistics {
        var other = LinkStatistics()
        (other.receivedBytes, other.sentBytes) = (sentBytes, receivedBytes)
        (other.receivedPackets, other.sentPackets) = (sentPackets, receivedPackets)
        (other.receiveErrors, other.sendErrors) = (sendErrors, receiveErrors)
        (other.receiveDropped, other.sendDropped) = (sendDropped, receiveDropped)
        return other
    }
}

/// IFF_* of `<linux/if.h>`, which cannot be imported beside libc's `<net/if.h>`.
enum LinkFlags {
    static let up: UInt32 = 1
}
