import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A unix(7) stream socket.
package enum StreamSocket {
    /// - Parameter path: at most 107 bytes.
    package static func connect(to path: String) throws(SystemCallError) -> OwnedDescriptor {
        let address = try UnixAddress(path)
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let handle = OwnedDescriptor(owning: try systemCall("socket") { socket(AF_UNIX, type, 0) })
        try address.connect(handle.raw)
        return handle
    }
}
