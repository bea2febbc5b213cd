import Glibc
import Linux

@testable import Networking

/// Another machine, 192.0.2.2, on a wire to the namespace that plays the host, which is 192.0.2.1 there. It knows no
/// way to the containers' subnet.
struct OutsideNetwork: ~Copyable {
    static let host = "192.0.2.1"
    static let address = "192.0.2.2"

    private let namespace: OwnedDescriptor

    init() throws {
        let namespace = try NetworkNamespace.create().take()
        let path = "/proc/\(getpid())/fd/\(namespace.raw)"
        try output(of: "ip", "link", "add", "out0", "type", "veth", "peer", "name", "up0")
        try output(of: "ip", "link", "set", "up0", "netns", path)
        try output(of: "ip", "address", "add", "\(Self.host)/24", "dev", "out0")
        try output(of: "ip", "link", "set", "out0", "up")
        try HostNamespace.run(in: namespace.raw) {
            try output(of: "ip", "address", "add", "\(Self.address)/24", "dev", "up0")
            try output(of: "ip", "link", "set", "up0", "up")
        }
        self.namespace = namespace
    }

    /// Makes sockets there.
    var inside: Inside { Inside(namespace: namespace.raw) }

    /// Sends packets for the containers to the host, as a neighbour can.
    func learnRoute(to subnet: IPv4Subnet) throws {
        try HostNamespace.run(in: namespace.raw) {
            try output(of: "ip", "route", "add", "\(subnet)", "via", Self.host)
        }
    }
}
