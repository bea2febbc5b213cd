internal import CLinux

#if canImport(Glibc)
internal import Glibc
#endif

extension NetlinkDatagram {
    /// Gives an interface its address; the route to the subnet comes with it.
    ///
    /// - Parameter replace: whether the address may be there already.
    mutating func addAddress(
        _ address: IPv4Address, in subnet: IPv4Subnet, to index: Int32, name: String, replace: Bool = false
    ) {
        let flags = NLM_F_CREATE | (replace ? NLM_F_REPLACE : NLM_F_EXCL)
        append(UInt16(RTM_NEWADDR), call: "RTM_NEWADDR", subject: "\(address) \(name)", flags: flags) {
            var header = ifaddrmsg()
            header.ifa_family = UInt8(AF_INET)
            header.ifa_prefixlen = subnet.prefixLength
            header.ifa_index = UInt32(bitPattern: index)
            $0.append(value: header)
            $0.attribute(IFA_LOCAL, address.bytes)
            $0.attribute(IFA_ADDRESS, address.bytes)
            $0.attribute(IFA_BROADCAST, IPv4Address(number: subnet.base.number | ~subnet.mask.number).bytes)
        }
    }

    mutating func deleteAddress(_ assigned: AssignedAddress, name: String) {
        append(UInt16(RTM_DELADDR), call: "RTM_DELADDR", subject: "\(assigned.address) \(name)") {
            var header = ifaddrmsg()
            header.ifa_family = UInt8(AF_INET)
            header.ifa_prefixlen = assigned.subnet.prefixLength
            header.ifa_index = UInt32(bitPattern: assigned.interface)
            $0.append(value: header)
            $0.attribute(IFA_LOCAL, assigned.address.bytes)
        }
    }

    mutating func addDefaultRoute(by gateway: IPv4Address, over index: Int32) {
        let flags = NLM_F_CREATE | NLM_F_EXCL
        append(UInt16(RTM_NEWROUTE), call: "RTM_NEWROUTE", subject: "default via \(gateway)", flags: flags) {
            var header = rtmsg()
            header.rtm_family = UInt8(AF_INET)
            header.rtm_table = UInt8(RT_TABLE_MAIN.rawValue)
            header.rtm_protocol = UInt8(RTPROT_BOOT)
            header.rtm_scope = UInt8(RT_SCOPE_UNIVERSE.rawValue)
            header.rtm_type = UInt8(RTN_UNICAST)
            $0.append(value: header)
            $0.attribute(RTA_GATEWAY, gateway.bytes)
            $0.attribute(RTA_OIF, index)
        }
    }

    /// Asks for all IPv4 addresses of the namespace.
    mutating func listAddresses() {
        append(UInt16(RTM_GETADDR), call: "RTM_GETADDR", subject: "", flags: Self.dump) {
            var header = ifaddrmsg()
            header.ifa_family = UInt8(AF_INET)
            $0.append(value: header)
        }
    }

    /// Asks for all IPv4 routes of the namespace.
    mutating func listRoutes() {
        append(UInt16(RTM_GETROUTE), call: "RTM_GETROUTE", subject: "", flags: Self.dump) {
            var header = rtmsg()
            header.rtm_family = UInt8(AF_INET)
            $0.append(value: header)
        }
    }
}
