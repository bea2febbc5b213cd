import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A unix(7) stream socket.
package enum StreamSocket {
    /// - Parameter path: at most 107 bytes.
    package static func connect(to path: String) throws(SystemCallError) -> OwnedDescriptor {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let fits = withUnsafeMutableBytes(of: &address.sun_path) { room in
            room.copyBytes(from: path.utf8.prefix(room.count - 1))
            return path.utf8.count < room.count
        }
        guard fits else { throw SystemCallError("connect", path, errno: .fileNameTooLong) }
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let handle = OwnedDescriptor(owning: try systemCall("socket") { socket(AF_UNIX, type, 0) })
        try systemCall("connect", path) { [raw = handle.raw] in
            withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    Glibc.connect(raw, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
        }
        return handle
    }
}
