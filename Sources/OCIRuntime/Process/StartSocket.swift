import CLinux
import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Where a created container waits: whoever connects starts it, and is told how that went.
///
/// The connection carries what ``ChildChannel`` carries, so that a program that cannot be executed fails the start.
enum StartSocket {
    /// - Parameter path: in a directory that only the runtime's user may enter.
    static func listen(at path: String) throws(RuntimeError) -> OwnedDescriptor {
        try doing("start socket") { () throws(SystemCallError) in
            let handle = try make()
            try withAddress(path) { address, size in bind(handle.raw, address, size) }
            try systemCall("listen", path) { Glibc.listen(handle.raw, 1) }
            return handle
        }
    }

    static func accept(_ listener: Int32) throws(RuntimeError) -> OwnedDescriptor {
        try doing("waiting for the start") { () throws(SystemCallError) in
            OwnedDescriptor(owning: try systemCall("accept") { clinux_accept_one(listener) })
        }
    }

    /// - Throws: `ENOENT` or `ECONNREFUSED` when no one waits there.
    static func connect(to path: String) throws(SystemCallError) -> OwnedDescriptor {
        let handle = try make()
        try withAddress(path) { address, size in Glibc.connect(handle.raw, address, size) }
        return handle
    }

    private static func make() throws(SystemCallError) -> OwnedDescriptor {
        let type = Int32(SOCK_SEQPACKET.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        return OwnedDescriptor(owning: try systemCall("socket") { socket(AF_UNIX, type, 0) })
    }

    /// An address holds 107 bytes: the directory is named by a descriptor, however long its path is.
    private static func withAddress(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(SystemCallError) {
        let slash = path.lastIndex(of: "/") ?? path.startIndex
        let directory = try OwnedDescriptor.open(String(path[..<slash]), OpenFlags.path | O_DIRECTORY)
        let short = "/proc/self/fd/\(directory.raw)\(path[slash...])"
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: short.utf8.prefix($0.count - 1)) }
        try systemCall("connect", path) {
            withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
        }
    }
}
