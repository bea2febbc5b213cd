internal import CLinux
package import Linux
internal import SystemPackage

#if canImport(Glibc)
internal import Glibc
#endif

/// A network namespace that lives as long as a process in it or a descriptor of it (network_namespaces(7)).
package struct NetworkNamespace: ~Copyable, Sendable {
    /// A descriptor for setns(2), close-on-exec.
    package let descriptor: OwnedDescriptor
    /// A netlink socket inside: with it interfaces are set up from outside, without entering.
    var route: NetlinkSocket

    /// A new namespace with the loopback interface up. Later interfaces come without IPv6, which no network serves.
    static func create() throws(NetworkError) -> NetworkNamespace {
        try attempt("cannot make a network namespace") { () throws(SystemCallError) in
            try DedicatedThread.run { () throws(SystemCallError) in
                try systemCall("unshare", "CLONE_NEWNET") { clinux_unshare_network() }
                return try ofCurrentThread()
            }
        }
    }

    /// The namespace of the calling thread, prepared.
    private static func ofCurrentThread() throws(SystemCallError) -> NetworkNamespace {
        let path = "/proc/thread-self/ns/net"
        let raw = try systemCall("open", path) { open(path, O_RDONLY | O_CLOEXEC) }
        let descriptor = OwnedDescriptor(owning: raw)
        try SystemControl.ipv6Disabled.turnOnIfPresent()
        var route = try NetlinkSocket(.route)
        try route.perform { $0.setUp(loopbackIndex, name: "lo") }
        return NetworkNamespace(descriptor: descriptor, route: route)
    }

    /// Turns an interface inside on, gives it its address, and makes it the way out.
    mutating func configure(
        _ interface: String, address: IPv4Address, subnet: IPv4Subnet, gateway: IPv4Address
    ) throws(SystemCallError) {
        guard let link = try route.link(named: interface) else {
            throw SystemCallError("RTM_GETLINK", interface, errno: .operationNotSupportedByDevice)
        }
        try route.perform {
            $0.setUp(link.index, name: interface)
            $0.addAddress(address, in: subnet, to: link.index, name: interface)
            $0.addDefaultRoute(by: gateway, over: link.index)
        }
    }

    /// Moves the calling thread into a namespace.
    static func enter(_ namespace: Int32) throws(SystemCallError) {
        try systemCall("setns", "network namespace") { clinux_join_network(namespace) }
    }

    /// The loopback interface is every namespace's first.
    private static let loopbackIndex: Int32 = 1

    package consuming func take() -> OwnedDescriptor { descriptor }
}
