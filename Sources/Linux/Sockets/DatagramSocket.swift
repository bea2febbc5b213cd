import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A unix(7) datagram socket.
package enum DatagramSocket {
    /// - Parameters:
    ///   - path: of any length, in a directory that is there; nothing is there by its name.
    ///   - mode: who may send: the right to write.
    package static func bind(to path: String, mode: UInt32) throws(SystemCallError) -> OwnedDescriptor {
        let handle = try make()
        try UnixAddress.withPath(path) { address throws(SystemCallError) in try address.bind(handle.raw) }
        try systemCall("chmod", path) { chmod(path, mode) }
        return handle
    }

    /// - Parameter name: as ``UnixAddress`` takes it.
    package static func connect(to name: String) throws(SystemCallError) -> OwnedDescriptor {
        let address = try UnixAddress(name)
        let handle = try make()
        try address.connect(handle.raw)
        return handle
    }

    private static func make() throws(SystemCallError) -> OwnedDescriptor {
        let type = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        return OwnedDescriptor(owning: try systemCall("socket") { socket(AF_UNIX, type, 0) })
    }
}
