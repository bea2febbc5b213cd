internal import Linux
internal import SystemPackage

extension NetlinkSocket {
    /// Performs the messages that `build` appends.
    mutating func perform(_ build: (inout NetlinkDatagram) -> Void) throws(SystemCallError) {
        var datagram = NetlinkDatagram()
        build(&datagram)
        try perform(datagram)
    }

    /// The interface of that name; `nil` when there is none.
    mutating func link(named name: String) throws(SystemCallError) -> Link? {
        var request = NetlinkDatagram()
        request.queryLink(name)
        do {
            return try query(request).lazy.compactMap(Link.init).first
        } catch  where error.errno == .operationNotSupportedByDevice {
            return nil
        }
    }

    mutating func addresses() throws(SystemCallError) -> [AssignedAddress] {
        var request = NetlinkDatagram()
        request.listAddresses()
        return try query(request).compactMap(AssignedAddress.init)
    }

    mutating func routes() throws(SystemCallError) -> [Route] {
        var request = NetlinkDatagram()
        request.listRoutes()
        return try query(request).compactMap(Route.init)
    }
}
