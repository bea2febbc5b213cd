internal import Linux
internal import SystemPackage

#if canImport(Glibc)
internal import Glibc
#endif

/// A kernel setting below /proc/sys/net, of the calling thread's network namespace (proc(5), ip(7)).
struct SystemControl: Sendable {
    let path: String

    /// Whether the namespace forwards packets between its interfaces.
    static let forwarding = SystemControl(path: "/proc/sys/net/ipv4/ip_forward")

    /// Whether interfaces made from now on do without IPv6.
    static let ipv6Disabled = SystemControl(path: "/proc/sys/net/ipv6/conf/default/disable_ipv6")

    /// Whether packets with loopback addresses may pass over the interface.
    static func loopbackRouting(of interface: String) -> SystemControl {
        SystemControl(path: "/proc/sys/net/ipv4/conf/\(interface)/route_localnet")
    }

    /// Whether the setting is a number other than 0.
    func isOn() throws(SystemCallError) -> Bool {
        let file = try open(O_RDONLY)
        var byte: UInt8 = 0
        let count = try systemCall("read", path) { read(file.raw, &byte, 1) }
        return count == 1 && byte != UInt8(ascii: "0")
    }

    /// Sets it to 1. One that is 1 already is left alone: /proc/sys may be read-only, with all as it should be.
    func turnOn() throws(SystemCallError) {
        if try isOn() { return }
        let file = try open(O_WRONLY)
        try systemCall("write", path) { write(file.raw, "1", 1) }
    }

    /// As `turnOn`, where the kernel has the setting.
    func turnOnIfPresent() throws(SystemCallError) {
        do {
            try turnOn()
        } catch  where error.errno == .noSuchFileOrDirectory {
            // A kernel without IPv6 has nothing to turn off.
        }
    }

    private func open(_ mode: Int32) throws(SystemCallError) -> OwnedDescriptor {
        let raw = try systemCall("open", path) { Glibc.open(path, mode | O_CLOEXEC) }
        return OwnedDescriptor(owning: raw)
    }
}
