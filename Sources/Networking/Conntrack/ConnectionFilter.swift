internal import CLinux
internal import Linux
internal import SystemPackage

/// Chooses the connections that a publication's coming or going makes wrong.
struct ConnectionFilter {
    let ports: [HostPort]
    /// Those of the host's interfaces.
    let hostAddresses: Set<IPv4Address>
    let containerAddress: IPv4Address

    /// Whether the connection began with a packet for one of the ports. One to the same port of another host is not
    /// meant.
    func matches(_ connection: TrackedConnection) -> Bool {
        let original = connection.original
        return ports.contains { port in
            port.port == original.destinationPort && port.transport.protocolNumber == original.protocolNumber
                && (port.address == .any ? isLocal(connection) : port.address == original.destination)
        }
    }

    /// An address that the host had at the connection's beginning may be gone; that it leads to the container shows it.
    private func isLocal(_ connection: TrackedConnection) -> Bool {
        connection.original.destination.isLoopback || hostAddresses.contains(connection.original.destination)
            || connection.reply.source == containerAddress
    }
}

extension NetlinkSocket {
    /// Removes UDP connections from the kernel's table: the next packet of each finds its way anew.
    mutating func forgetConnections(matching filter: ConnectionFilter) throws(SystemCallError) {
        for connection in try datagramConnections() where filter.matches(connection) { try forget(connection) }
    }

    /// Those of UDP, and on kernels before 5.8, which do not filter, those of other protocols.
    private mutating func datagramConnections() throws(SystemCallError) -> [TrackedConnection] {
        var request = NetlinkDatagram()
        request.append(ConntrackMessage.get, call: "IPCTNL_MSG_CT_GET", subject: "udp", flags: NetlinkDatagram.dump) {
            $0.append(value: Self.header)
            $0.nested(CTA_TUPLE_ORIG) {
                $0.nested(CTA_TUPLE_PROTO) {
                    $0.attribute(CTA_PROTO_NUM, Publication.Transport.udp.protocolNumber)
                }
            }
            $0.nested(CTA_FILTER) {
                $0.attribute(CTA_FILTER_ORIG_FLAGS, Self.protocolNumber)
                $0.attribute(CTA_FILTER_REPLY_FLAGS, UInt32(0))
            }
        }
        return try query(request).compactMap(TrackedConnection.init)
    }

    /// One that has ended by itself meanwhile is no error.
    private mutating func forget(_ connection: TrackedConnection) throws(SystemCallError) {
        var request = NetlinkDatagram()
        let subject = "\(connection.original.destination):\(connection.original.destinationPort)"
        request.append(ConntrackMessage.delete, call: "IPCTNL_MSG_CT_DELETE", subject: subject) {
            $0.append(value: Self.header)
            $0.nested(CTA_TUPLE_ORIG) { $0.append(connection.key) }
            if let zone = connection.zone { $0.attribute(CTA_ZONE, zone) }
        }
        do {
            try perform(request)
        } catch  where error.errno == .noSuchFileOrDirectory {
            return
        }
    }

    private static var header: nfgenmsg {
        nfgenmsg(nfgen_family: NftablesBatch.family, version: UInt8(NFNETLINK_V0), res_id: 0)
    }

    /// CTA_FILTER_F_CTA_PROTO_NUM, which the kernel's headers do not export.
    private static let protocolNumber: UInt32 = 1 << 3
}
