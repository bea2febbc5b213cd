import Glibc
import Linux
import SystemPackage

/// A socket of the host's loopback, as a neighbour of the engine has it. Waits for at most ten seconds.
struct LoopbackSocket: ~Copyable {
    private let descriptor: OwnedDescriptor

    private init(_ kind: __socket_type) throws {
        let type = Int32(kind.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        descriptor = OwnedDescriptor(owning: try systemCall("socket") { socket(AF_INET, type, 0) })
    }

    /// Listens on a free port.
    static func listening() throws -> LoopbackSocket {
        let socket = try LoopbackSocket(SOCK_STREAM)
        let raw = socket.descriptor.raw
        try withAddress(0) { address, length in try systemCall("bind") { bind(raw, address, length) } }
        try systemCall("listen") { listen(raw, 8) }
        return socket
    }

    /// A UDP client.
    static func udp(to port: UInt16) throws -> LoopbackSocket {
        let socket = try LoopbackSocket(SOCK_DGRAM)
        let raw = socket.descriptor.raw
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        try systemCall("setsockopt") {
            setsockopt(raw, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        try withAddress(port) { address, length in try systemCall("connect") { connect(raw, address, length) } }
        return socket
    }

    var port: UInt16 {
        get throws {
            let raw = descriptor.raw
            var (address, length) = (sockaddr_in(), socklen_t(MemoryLayout<sockaddr_in>.size))
            try withUnsafeMutablePointer(to: &address) { pointer in
                _ = try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                    try systemCall("getsockname") { getsockname(raw, pointer, &length) }
                }
            }
            return UInt16(bigEndian: address.sin_port)
        }
    }

    /// Sends a datagram and takes the one that answers it.
    func ask(_ text: String) throws -> String {
        let (raw, bytes) = (descriptor.raw, Array(text.utf8))
        try systemCall("send") { send(raw, bytes, bytes.count, 0) }
        var answer = [UInt8](repeating: 0, count: 1500)
        let count = try systemCall("recv") { recv(raw, &answer, answer.count, 0) }
        return String(decoding: answer.prefix(count), as: UTF8.self)
    }

    private static func withAddress(
        _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> Void
    ) throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        try withUnsafePointer(to: &address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                try body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
