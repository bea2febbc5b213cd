internal import CLinux
internal import Linux
internal import SystemPackage

#if canImport(Glibc)
internal import Glibc
#endif

/// Sockets bound to published ports, so that no other program takes them and that tools such as ss(8) show them.
///
/// Packets for the ports never reach these sockets: the kernel rewrites them to the container's address before it
/// looks for a socket. The ports stay reserved as long as any process holds the sockets.
package struct PortReservations: ~Copyable, Sendable {
    /// The sockets, in the order of the publications, close-on-exec. They belong to this value.
    package private(set) var descriptors: [Int32] = []
    private(set) var ports: [HostPort] = []

    init() {}

    /// Binds a socket.
    ///
    /// - Returns: the port, which the kernel chose when 0 was asked for.
    mutating func bind(_ wanted: HostPort) throws(SystemCallError) -> HostPort {
        let reservation = try Self.boundSocket(wanted)
        let bound = wanted.port == 0 ? wanted.with(port: try Self.port(of: reservation.raw)) : wanted
        descriptors.append(reservation.release())
        ports.append(bound)
        return bound
    }

    /// Makes the socket at `index` listen, if it is TCP's: that is what keeps others off it. Only once packets for it
    /// are rewritten: before, a client would be connected to a socket that no one serves, where now it is refused.
    ///
    /// - Throws: `addressInUse` when someone else listens there.
    func listen(at index: Int) throws(SystemCallError) {
        guard ports[index].transport == .tcp else { return }
        let descriptor = descriptors[index]
        try systemCall("listen", "\(ports[index])") { Glibc.listen(descriptor, 0) }
    }

    deinit {
        for descriptor in descriptors { close(descriptor) }
    }

    private static func boundSocket(_ port: HostPort) throws(SystemCallError) -> OwnedDescriptor {
        let kind = port.transport == .tcp ? SOCK_STREAM : SOCK_DGRAM
        let raw = try systemCall("socket", "\(port)") {
            socket(AF_INET, Int32(kind.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        }
        let reservation = OwnedDescriptor(owning: raw)
        if port.transport == .tcp { try allowLingeringConnections(raw) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.port.bigEndian
        address.sin_addr.s_addr = port.address.number.bigEndian
        try systemCall("bind", "\(port)") {
            withUnsafeBytes(of: &address) {
                Glibc.bind(raw, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, socklen_t($0.count))
            }
        }
        return reservation
    }

    /// SO_REUSEADDR: closed connections of an earlier server on the port do not keep it (socket(7)).
    private static func allowLingeringConnections(_ socket: Int32) throws(SystemCallError) {
        var on: Int32 = 1
        try systemCall("setsockopt", "SO_REUSEADDR") {
            setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        }
    }

    private static func port(of socket: Int32) throws(SystemCallError) -> UInt16 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        try systemCall("getsockname") {
            withUnsafeMutableBytes(of: &address) {
                getsockname(socket, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, &length)
            }
        }
        return UInt16(bigEndian: address.sin_port)
    }
}
