package import Glibc
package import Linux

/// A stream socket that listens, to be given to a server.
package struct ListeningSocket: ~Copyable {
    private let descriptor: OwnedDescriptor

    /// Connections that wait to be accepted; the kernel caps it at `net.core.somaxconn`.
    private static let backlog: Int32 = 4096

    package init(_ descriptor: consuming OwnedDescriptor) {
        self.descriptor = descriptor
    }

    consuming func take() -> Int32 {
        descriptor.release()
    }

    /// Listens on a socket in the file system that its owner and `group` may connect to.
    ///
    /// A file that a dead engine left there is replaced; one that answers is not.
    ///
    /// - Parameter group: `nil` leaves the group of the process.
    package static func unix(path: String, group: gid_t? = nil) throws(ServerError) -> ListeningSocket {
        do {
            try clearStale(path)
            return try create(path, group: group)
        } catch let error as ServerError {
            throw error
        } catch {
            throw ServerError(.unavailable, "cannot listen on unix://\(path): \(error)", cause: error)
        }
    }

    private static func create(_ path: String, group: gid_t?) throws -> ListeningSocket {
        let socket = try unixSocket()
        try systemCall("bind", path) { UnixSocketAddress.with(path) { bind(socket.raw, $0, $1) } }
        // Nobody can connect before `listen`: the mode is right from the first connection on.
        try systemCall("chmod", path) { chmod(path, 0o660) }
        if let group { try systemCall("chown", path) { chown(path, uid_t.max, group) } }
        try systemCall("listen", path) { listen(socket.raw, backlog) }
        return ListeningSocket(socket)
    }

    private static func unixSocket() throws(SystemCallError) -> OwnedDescriptor {
        let flags = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        return OwnedDescriptor(owning: try systemCall("socket") { socket(AF_UNIX, Int32(flags), 0) })
    }

    /// - Throws: ``ServerError`` `conflict` where what is there is no socket, or one that answers.
    private static func clearStale(_ path: String) throws {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw ServerError(.conflict, "cannot listen on unix://\(path): a file that is no socket is in the way")
        }
        let probe = try unixSocket()
        // A full backlog is somebody's too.
        if UnixSocketAddress.with(path, { connect(probe.raw, $0, $1) }) == 0 || errno == EAGAIN {
            throw ServerError(
                .conflict,
                "cannot listen on unix://\(path): another engine answers there; stop it or choose another host")
        }
        try systemCall("unlink", path) { unlink(path) }
    }
}
