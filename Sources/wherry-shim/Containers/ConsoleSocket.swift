import CLinux
import Glibc
import Linux
import SystemPackage

/// The unix socket on which an OCI runtime sends the master of the terminal that it makes (`--console-socket`).
struct ConsoleSocket: ~Copyable {
    /// In the working directory: an absolute path may be longer than a socket's address.
    static let path = "console.sock"

    private let listener: OwnedDescriptor

    init() throws(SystemCallError) {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let listener = OwnedDescriptor(owning: try systemCall("socket") { socket(AF_UNIX, type, 0) })
        unlink(Self.path)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Self.path.utf8) }
        let raw = listener.raw
        try systemCall("bind", Self.path) {
            withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(raw, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
        }
        try systemCall("listen", Self.path) { listen(raw, 1) }
        try listener.setNonBlocking()
        self.listener = listener
    }

    deinit {
        unlink(Self.path)
    }

    /// The terminal's master; to be called when the runtime is done, which has sent it then.
    borrowing func receive() throws(SystemCallError) -> OwnedDescriptor {
        let listener = self.listener.raw
        let sender = OwnedDescriptor(owning: try systemCall("accept4", Self.path) { clinux_accept(listener) })
        var terminal: OwnedDescriptor?
        _ = try Channel.receive(from: sender.raw, descriptor: &terminal)
        guard let terminal = terminal.take() else {
            throw SystemCallError("recvmsg", Self.path, errno: .noData)
        }
        return terminal
    }
}
