import Glibc
import Linux
import SystemPackage
import Testing

/// Receives a terminal's master from the runtime, as `--console-socket` sends it.
final class ConsoleSocket {
    let path: String
    private let listener: OwnedDescriptor

    init(in directory: String) throws {
        let path = "\(directory)/console.sock"
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let listener = OwnedDescriptor(owning: try systemCall("socket") { socket(AF_UNIX, type, 0) })
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let raw = listener.raw
        try systemCall("bind", path) {
            withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(raw, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
        }
        try systemCall("listen", path) { listen(raw, 4) }
        self.path = path
        self.listener = listener
    }

    /// The terminal that was sent, when the runtime is done.
    func receive() throws -> OwnedDescriptor { OwnedDescriptor(owning: try receiveMessage().descriptor) }

    /// What was sent with a descriptor.
    func receiveMessage() throws -> (text: String, descriptor: Int32) {
        let connection = OwnedDescriptor(owning: try systemCall("accept", path) { accept(listener.raw, nil, nil) })
        var descriptor: OwnedDescriptor?
        let bytes = try Channel.receive(from: connection.raw, descriptor: &descriptor)
        guard let descriptor = descriptor.take() else { throw SystemCallError("recvmsg", path, errno: .noData) }
        return (String(decoding: bytes ?? [], as: UTF8.self), descriptor.release())
    }
}
