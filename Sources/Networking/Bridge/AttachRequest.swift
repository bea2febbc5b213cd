package import Linux

/// Asks for a container's connection to the network.
package struct AttachRequest: Sendable {
    /// The container's id.
    package var id: String
    /// The container's name, for messages.
    package var name: String
    package var publications: [Publication]
    /// An address of the subnet; `nil` lets the network choose.
    package var address: IPv4Address?
    /// `nil` derives it from the IPv4 address.
    package var macAddress: MACAddress?

    package init(
        id: String, name: String, publications: [Publication] = [], address: IPv4Address? = nil,
        macAddress: MACAddress? = nil
    ) {
        self.id = id
        self.name = name
        self.publications = publications
        self.address = address
        self.macAddress = macAddress
    }
}

/// A container's connection, made and ready. The container's processes join `namespace`; without them it ends, and the
/// interfaces with it, when the descriptor is closed.
package struct Attachment: ~Copyable, Sendable {
    /// The container's network namespace, with `lo` and `eth0` up.
    package let namespace: OwnedDescriptor
    /// To be held by a process that lives as long as the container.
    package let reservations: PortReservations
    package let endpoint: Endpoint
}

/// The record of a connection: what an engine keeps on disk, to know it again after its own restart.
package struct Endpoint: Equatable, Sendable {
    package var address: IPv4Address
    package var prefixLength: UInt8
    package var gateway: IPv4Address
    package var macAddress: MACAddress
    /// The host's end of the veth pair.
    package var hostInterface: String
    /// As asked for, with the ports that were chosen.
    package var publications: [Publication]

    package init(
        address: IPv4Address, prefixLength: UInt8, gateway: IPv4Address, macAddress: MACAddress,
        hostInterface: String, publications: [Publication]
    ) {
        self.address = address
        self.prefixLength = prefixLength
        self.gateway = gateway
        self.macAddress = macAddress
        self.hostInterface = hostInterface
        self.publications = publications
    }
}
