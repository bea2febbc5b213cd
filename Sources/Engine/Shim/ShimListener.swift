import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// The socket of a shim that may not run yet: clients queue on it, and the shim inherits it when it is started.
final class ShimListener: Sendable {
    let descriptor: OwnedDescriptor

    /// - Parameter path: at most 107 bytes; nothing may be there.
    init(path: String) throws {
        let raw = try systemCall("socket") { socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0) }
        descriptor = OwnedDescriptor(owning: raw)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw SystemCallError("bind", path, errno: .fileNameTooLong)
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        try systemCall("bind", path) {
            withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(raw, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
        }
        try systemCall("listen", path) { listen(raw, 128) }
    }
}
