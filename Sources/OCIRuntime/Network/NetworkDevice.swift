import CLinux
import Linux
import OCI
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A device of `linux.netDevices`, which moves from the caller's network namespace into the container's and keeps its
/// addresses: runtime-spec, `config-linux.md`, "Network Devices".
struct NetworkDevice {
    /// In the caller's namespace, and in the container's.
    let name: String
    let newName: String

    init(_ name: String, _ device: RuntimeSpec.NetDevice) {
        self.name = name
        newName = device.name.flatMap { $0.isEmpty ? nil : $0 } ?? name
    }

    /// What the kernel takes for a name: `dev_valid_name`.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count < 16 && name != "." && name != ".."
            && name.allSatisfy { !$0.isWhitespace && !"/:\0".contains($0) }
    }

    /// An address as the kernel told of it, to be told to it again.
    private struct Address {
        var structure: ifaddrmsg
        var attributes: RouteAttributes
    }

    /// Moves all devices. The caller is in its own namespace before and after.
    ///
    /// - Parameter pid: of a process in the container's network namespace.
    static func move(_ devices: [String: RuntimeSpec.NetDevice], to pid: Int32) throws(RuntimeError) {
        for (name, device) in devices.sorted(by: { $0.key < $1.key }) {
            try doing("linux.netDevices: \(name)") { () throws(SystemCallError) in
                try NetworkDevice(name, device).move(to: pid)
            }
        }
    }

    private func move(to pid: Int32) throws(SystemCallError) {
        let outside = try RouteSocket()
        let index = try Self.index(of: name, outside)
        let addresses = try Self.addresses(of: index, outside)
        let target = try OwnedDescriptor.open("/proc/\(pid)/ns/net", O_RDONLY)
        var message = RouteMessage(RTM_NEWLINK, about: name, Self.link(index))
        message.attribute(Int(IFLA_NET_NS_FD), target.raw)
        message.attribute(Int(IFLA_IFNAME), newName)
        try outside.perform(message)
        let own = try OwnedDescriptor.open("/proc/self/ns/net", O_RDONLY)
        try NamespaceKinds.network.join(target.raw)
        do throws(SystemCallError) { try configure(addresses) } catch {
            try NamespaceKinds.network.join(own.raw)
            throw error
        }
        try NamespaceKinds.network.join(own.raw)
    }

    /// In the container's namespace: the addresses went with the move, and the device is down.
    private func configure(_ addresses: [Address]) throws(SystemCallError) {
        let inside = try RouteSocket()
        let index = try Self.index(of: newName, inside)
        for address in addresses {
            var structure = address.structure
            structure.ifa_index = UInt32(index)
            var message = RouteMessage(RTM_NEWADDR, about: newName, structure, create: true)
            for (type, payload) in address.attributes.payloads.sorted(by: { $0.key < $1.key }) {
                if Self.kept.contains(type) { message.attribute(type, payload) }
            }
            try inside.perform(message)
        }
        var up = Self.link(index)
        up.ifi_flags = UInt32(IFF_UP)
        up.ifi_change = UInt32(IFF_UP)
        try inside.perform(RouteMessage(RTM_NEWLINK, about: newName, up))
    }

    /// Labels begin with the old name, and lifetimes are those of permanent addresses.
    private static let kept = [IFA_ADDRESS, IFA_LOCAL, IFA_BROADCAST, IFA_FLAGS].map { Int($0) }

    private static func link(_ index: Int32) -> ifinfomsg {
        var link = ifinfomsg()
        link.ifi_index = index
        return link
    }

    private static func index(of name: String, _ socket: borrowing RouteSocket) throws(SystemCallError) -> Int32 {
        var message = RouteMessage(RTM_GETLINK, about: name, ifinfomsg())
        message.attribute(Int(IFLA_IFNAME), name)
        guard let index = try socket.query(message).first?.integer(at: 4, as: Int32.self) else {
            throw SystemCallError("netlink", name, errno: .noSuchAddressOrDevice)
        }
        return index
    }

    /// Those of global scope that someone has set; the kernel makes the others itself.
    private static func addresses(
        of index: Int32, _ socket: borrowing RouteSocket
    ) throws(SystemCallError) -> [Address] {
        let answers = try socket.query(RouteMessage(RTM_GETADDR, about: "addresses", ifaddrmsg()), all: true)
        return answers.compactMap { bytes in
            guard bytes.count >= MemoryLayout<ifaddrmsg>.size else { return nil }
            let structure = bytes.withUnsafeBytes { $0.loadUnaligned(as: ifaddrmsg.self) }
            let isPermanent = structure.ifa_flags & UInt8(IFA_F_PERMANENT) != 0
            guard structure.ifa_index == UInt32(index), structure.ifa_scope == 0, isPermanent else { return nil }
            return Address(
                structure: structure,
                attributes: RouteAttributes(bytes, from: MemoryLayout<ifaddrmsg>.size))
        }
    }
}
