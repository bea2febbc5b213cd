internal import Linux
internal import SystemPackage

/// The bridge itself: interface, address, and the kernel settings that it needs.
struct BridgeLink: ~Copyable {
    let index: Int32
    let subnet: IPv4Subnet
    let gateway: IPv4Address
    /// Keeps other engines from the bridge.
    let ownership: HostLock
    /// What of the host's networks stands in the way.
    let warnings: [String]

    /// Makes the bridge, or takes over the one of that name. Idempotent.
    static func establish(
        _ configuration: BridgeConfiguration, route: inout NetlinkSocket
    ) throws(NetworkError) -> BridgeLink {
        let setup = try HostLock.setup()
        let existing = try existingBridge(configuration, route: &route)
        let subnet = try chooseSubnet(configuration, existing: existing, route: &route)
        guard let gateway = subnet[1] else {
            throw NetworkError(.invalidConfiguration, "the subnet \(subnet) has no room for a gateway")
        }
        let index =
            if let existing { existing.index } else { try create(configuration, gateway: gateway, route: &route) }
        let ownership = try HostLock.ownership(ofBridge: configuration.name, index: index)
        try configure(configuration, index: index, subnet: subnet, gateway: gateway, route: &route)
        setup.release()
        let warnings = try conflicts(of: subnet, except: index, route: &route)
        return BridgeLink(index: index, subnet: subnet, gateway: gateway, ownership: ownership, warnings: warnings)
    }

    /// A subnet that was chosen is free; one that is configured, or was free earlier, need not be.
    private static func conflicts(
        of subnet: IPv4Subnet, except index: Int32, route: inout NetlinkSocket
    ) throws(NetworkError) -> [String] {
        let addresses = try attempt("cannot list the host's networks") { () throws(SystemCallError) in
            try route.addresses()
        }
        return addresses.filter { $0.interface != index && $0.subnet.overlaps(subnet) }.map {
            "the containers' subnet \(subnet) overlaps with the host's network \($0.subnet): hosts there may be out of"
                + " the containers' reach, and the other way round; configure another subnet for the bridge"
        }
    }

    private static func existingBridge(
        _ configuration: BridgeConfiguration, route: inout NetlinkSocket
    ) throws(NetworkError) -> Link? {
        let name = configuration.name
        let link = try attempt("cannot look for the bridge \(name)") { () throws(SystemCallError) in
            try route.link(named: name)
        }
        guard let link, link.kind != "bridge" else { return link }
        throw NetworkError(
            .invalidConfiguration,
            "the interface \(name) is no bridge but \(link.kind ?? "a device"): choose another name for the bridge")
    }

    /// The configured subnet, the one that the bridge has, or a free one.
    private static func chooseSubnet(
        _ configuration: BridgeConfiguration, existing: Link?, route: inout NetlinkSocket
    ) throws(NetworkError) -> IPv4Subnet {
        if let subnet = configuration.subnet { return subnet }
        let (addresses, routes) = try attempt("cannot list the host's networks") { () throws(SystemCallError) in
            (try route.addresses(), try route.routes())
        }
        if let existing, let own = addresses.first(where: { $0.interface == existing.index }),
            AddressPool.prefixLengths.contains(own.subnet.prefixLength)
        {
            return own.subnet
        }
        guard let subnet = SubnetSelection.choose(avoiding: addresses.map(\.subnet) + routes.map(\.destination)) else {
            throw NetworkError(
                .invalidConfiguration,
                "all predefined address pools overlap with the host's networks: configure a subnet for the bridge")
        }
        return subnet
    }

    private static func create(
        _ configuration: BridgeConfiguration, gateway: IPv4Address, route: inout NetlinkSocket
    ) throws(NetworkError) -> Int32 {
        let name = configuration.name
        return try attempt("cannot make the bridge \(name)") { () throws(SystemCallError) in
            try route.perform {
                $0.createBridge(name, address: MACAddress(derivedFrom: gateway), mtu: configuration.mtu)
            }
            guard let link = try route.link(named: name) else {
                throw SystemCallError("RTM_GETLINK", name, errno: .operationNotSupportedByDevice)
            }
            return link.index
        }
    }

    private static func configure(
        _ configuration: BridgeConfiguration, index: Int32, subnet: IPv4Subnet, gateway: IPv4Address,
        route: inout NetlinkSocket
    ) throws(NetworkError) {
        let name = configuration.name
        try attempt("cannot set up the bridge \(name)") { () throws(SystemCallError) in
            let others = try route.addresses().filter { $0.interface == index && $0.address != gateway }
            try route.perform {
                for other in others { $0.deleteAddress(other, name: name) }
                $0.setMTU(configuration.mtu, of: index, name: name)
                $0.addAddress(gateway, in: subnet, to: index, name: name, replace: true)
                $0.setUp(index, name: name)
            }
            try SystemControl.forwarding.turnOn()
            try SystemControl.loopbackRouting(of: name).turnOn()
        }
    }
}
