internal import CLinux

/// A pair of interfaces, one on a bridge, the other in a container.
struct VethPair {
    /// The host's end, a port of the bridge with the index `bridge`.
    let name: String
    let bridge: Int32
    /// The container's end.
    let peerName: String
    let peerAddress: MACAddress
    /// A descriptor of the container's network namespace.
    let peerNamespace: Int32
    /// Bytes, of both ends.
    let mtu: UInt32
}

extension NetlinkDatagram {
    /// Makes a bridge. With an Ethernet address of its own it does not take on that of whichever port came last.
    mutating func createBridge(_ name: String, address: MACAddress, mtu: UInt32) {
        link(RTM_NEWLINK, "RTM_NEWLINK bridge", name, flags: NLM_F_CREATE | NLM_F_EXCL) {
            $0.attribute(IFLA_IFNAME, name)
            $0.attribute(IFLA_MTU, mtu)
            $0.attribute(IFLA_ADDRESS, address.bytes)
            $0.nested(IFLA_LINKINFO) { $0.attribute(IFLA_INFO_KIND, "bridge") }
        }
    }

    /// Makes both ends, each in its place: nothing is renamed or moved afterwards. The host's end is up; the other
    /// cannot be before the pair is complete (veth_open).
    mutating func createVeth(_ pair: VethPair) {
        link(RTM_NEWLINK, "RTM_NEWLINK veth", pair.name, flags: NLM_F_CREATE | NLM_F_EXCL, up: true) {
            $0.attribute(IFLA_IFNAME, pair.name)
            $0.attribute(IFLA_MTU, pair.mtu)
            $0.attribute(IFLA_MASTER, pair.bridge)
            $0.singleQueue()
            $0.nested(IFLA_LINKINFO) {
                $0.attribute(IFLA_INFO_KIND, "veth")
                $0.nested(IFLA_INFO_DATA) { $0.nested(VETH_INFO_PEER) { $0.peer(of: pair) } }
            }
        }
    }

    /// Lets the bridge send a packet back over the port that it came from. Where bridged packets pass the host's rules
    /// (br_netfilter), a container's packet for its own published port is turned around within the bridge.
    mutating func reflectPackets(onPort name: String) {
        link(RTM_NEWLINK, "RTM_NEWLINK hairpin", name) {
            $0.attribute(IFLA_IFNAME, name)
            $0.nested(IFLA_LINKINFO) {
                $0.attribute(IFLA_INFO_SLAVE_KIND, "bridge")
                $0.nested(IFLA_INFO_SLAVE_DATA) { $0.attribute(IFLA_BRPORT_MODE, UInt8(1)) }
            }
        }
    }

    mutating func setUp(_ index: Int32, name: String) {
        link(RTM_NEWLINK, "RTM_NEWLINK up", name, index: index, up: true) { _ in }
    }

    mutating func setMTU(_ mtu: UInt32, of index: Int32, name: String) {
        link(RTM_NEWLINK, "RTM_NEWLINK mtu", name, index: index) { $0.attribute(IFLA_MTU, mtu) }
    }

    mutating func deleteLink(_ name: String) {
        link(RTM_DELLINK, "RTM_DELLINK", name) { $0.attribute(IFLA_IFNAME, name) }
    }

    /// Asks for one interface with its counters.
    mutating func queryLink(_ name: String) {
        link(RTM_GETLINK, "RTM_GETLINK", name) { $0.attribute(IFLA_IFNAME, name) }
    }

    private mutating func link(
        _ type: Int, _ call: String, _ name: String, flags: Int32 = 0, index: Int32 = 0, up: Bool = false,
        _ body: (inout NetlinkWriter) -> Void
    ) {
        append(UInt16(type), call: call, subject: name, flags: flags) {
            $0.append(value: ifinfomsg(index: index, up: up))
            body(&$0)
        }
    }
}

extension NetlinkWriter {
    fileprivate mutating func peer(of pair: VethPair) {
        append(value: ifinfomsg(index: 0, up: false))
        attribute(IFLA_IFNAME, pair.peerName)
        attribute(IFLA_ADDRESS, pair.peerAddress.bytes)
        attribute(IFLA_MTU, pair.mtu)
        singleQueue()
        attribute(IFLA_NET_NS_FD, pair.peerNamespace)
    }

    /// The kernel would give the pair a queue per processor: a veth has no lock to spread, and each queue costs
    /// memory and entries in sysfs at every start.
    fileprivate mutating func singleQueue() {
        attribute(IFLA_NUM_TX_QUEUES, UInt32(1))
        attribute(IFLA_NUM_RX_QUEUES, UInt32(1))
    }
}

extension ifinfomsg {
    fileprivate init(index: Int32, up: Bool) {
        self.init()
        ifi_index = index
        ifi_flags = up ? LinkFlags.up : 0
        ifi_change = up ? LinkFlags.up : 0
    }
}
