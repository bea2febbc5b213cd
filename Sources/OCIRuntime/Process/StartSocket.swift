import CLinux
import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Where a created container waits: whoever connects asks it for something.
///
/// A connection that starts it carries what ``ChildChannel`` carries, so that a program that cannot be executed fails
/// the start.
enum StartSocket {
    /// What is asked for, in one byte.
    private enum Request: UInt8 {
        case start = 16
        /// Descriptors of the container's namespaces, for one who has no right to them by procfs or a pidfd: the
        /// process that waits is not dumpable.
        case namespaces
    }

    /// - Parameter path: in a directory that only the runtime's user may enter.
    static func listen(at path: String) throws(RuntimeError) -> OwnedDescriptor {
        try doing("start socket") { () throws(SystemCallError) in
            let handle = try make()
            try UnixAddress.withPath(path) { address throws(SystemCallError) in try address.bind(handle.raw) }
            try systemCall("listen", path) { [raw = handle.raw] in Glibc.listen(raw, 1) }
            return handle
        }
    }

    /// Serves what is asked for until that is the start, or a signal such as `SIGTERM`, at which the caller ends.
    ///
    /// - Parameters:
    ///   - pagemap: the caller's own, of procfs; without it, more memory is held meanwhile.
    ///   - parent: is told that the container is created.
    /// - Returns: the connection of who starts it.
    static func waitForStart(
        _ listener: Int32, pagemap: Int32?, telling parent: ChildChannel, _ namespaces: borrowing HeldNamespaces
    ) throws(RuntimeError) -> OwnedDescriptor {
        FirstProcessEnd.enable()
        return try doing("waiting for the start") { () throws(SystemCallError) in
            var untold = parent.socket
            while true {
                let raw = try systemCall("accept") {
                    defer { untold = -1 }
                    return clinux_accept_with_few_pages(listener, pagemap ?? -1, untold, ChildChannel.createdMessage)
                }
                let connection = OwnedDescriptor(owning: raw)
                var unused: OwnedDescriptor?
                let message = try? Channel.receive(from: connection.raw, descriptor: &unused)
                switch message?.first.flatMap(Request.init(rawValue:)) {
                case .start: return connection
                case .namespaces: try? namespaces.send(to: connection.raw)
                case nil: break
                }
            }
        }
    }

    /// - Throws: `ENOENT` or `ECONNREFUSED` when no one waits there.
    static func start(at path: String) throws(SystemCallError) -> OwnedDescriptor { try ask(.start, at: path) }

    /// - Throws: as ``start(at:)``.
    static func namespaces(at path: String) throws(SystemCallError) -> HeldNamespaces {
        try HeldNamespaces(from: try ask(.namespaces, at: path))
    }

    private static func ask(_ request: Request, at path: String) throws(SystemCallError) -> OwnedDescriptor {
        let handle = try make()
        try UnixAddress.withPath(path) { address throws(SystemCallError) in try address.connect(handle.raw) }
        try Channel.send([request.rawValue], to: handle.raw)
        return handle
    }

    private static func make() throws(SystemCallError) -> OwnedDescriptor {
        let type = Int32(SOCK_SEQPACKET.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        return OwnedDescriptor(owning: try systemCall("socket") { socket(AF_UNIX, type, 0) })
    }
}
