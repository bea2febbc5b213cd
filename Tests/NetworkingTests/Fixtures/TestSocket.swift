import Glibc
import Linux

@testable import Networking

/// A socket of the namespace in which it was made, usable from any thread. Every call gives up after two seconds.
final class TestSocket: Sendable {
    private let descriptor: OwnedDescriptor

    private init(_ kind: __socket_type) throws(SystemCallError) {
        let raw = try systemCall("socket") { socket(AF_INET, Int32(kind.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0) }
        descriptor = OwnedDescriptor(owning: raw)
        var limit = timeval(tv_sec: 2, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            try systemCall("setsockopt") {
                setsockopt(raw, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
            }
        }
    }

    private init(owning descriptor: consuming OwnedDescriptor) {
        self.descriptor = descriptor
    }

    /// A TCP server.
    static func listening(on port: UInt16, at address: String = "0.0.0.0") throws(SystemCallError) -> TestSocket {
        let socket = try TestSocket(SOCK_STREAM)
        try socket.bind(address, port)
        let raw = socket.descriptor.raw
        try systemCall("listen", "\(address):\(port)") { listen(raw, 16) }
        return socket
    }

    /// A UDP socket.
    static func receiving(on port: UInt16, at address: String = "0.0.0.0") throws(SystemCallError) -> TestSocket {
        let socket = try TestSocket(SOCK_DGRAM)
        try socket.bind(address, port)
        return socket
    }

    /// A TCP or UDP client.
    static func connected(
        _ kind: __socket_type = SOCK_STREAM, to address: String, _ port: UInt16
    ) throws(SystemCallError) -> TestSocket {
        let socket = try TestSocket(kind)
        let raw = socket.descriptor.raw
        try withAddress(address, port) { (pointer, length) throws(SystemCallError) in
            _ = try systemCall("connect", "\(address):\(port)") { connect(raw, pointer, length) }
        }
        return socket
    }

    /// The next connection, and who made it.
    func accept() throws(SystemCallError) -> (connection: TestSocket, peer: IPv4Address) {
        let raw = descriptor.raw
        var peer = sockaddr_in()
        let accepted = try Self.filling(&peer) { (pointer, length) throws(SystemCallError) in
            try systemCall("accept") { Glibc.accept(raw, pointer, length) }
        }
        return (TestSocket(owning: OwnedDescriptor(owning: accepted)), Self.address(of: peer))
    }

    func send(_ text: String) throws(SystemCallError) {
        let (raw, bytes) = (descriptor.raw, Array(text.utf8))
        try systemCall("send") { Glibc.send(raw, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }
    }

    /// The next bytes or datagram, and for UDP who sent it.
    func receive() throws(SystemCallError) -> (text: String, sender: IPv4Address, port: UInt16) {
        let raw = descriptor.raw
        var (sender, buffer) = (sockaddr_in(), [UInt8](repeating: 0, count: 1024))
        let count = try Self.filling(&sender) { (pointer, length) throws(SystemCallError) in
            Int32(try systemCall("recvfrom") { recvfrom(raw, &buffer, buffer.count, 0, pointer, length) })
        }
        let text = String(decoding: buffer.prefix(Int(count)), as: UTF8.self)
        return (text, Self.address(of: sender), UInt16(bigEndian: sender.sin_port))
    }

    func reply(_ text: String, to address: IPv4Address, _ port: UInt16) throws(SystemCallError) {
        let (raw, bytes) = (descriptor.raw, Array(text.utf8))
        try Self.withAddress("\(address)", port) { (pointer, length) throws(SystemCallError) in
            _ = try systemCall("sendto") { sendto(raw, bytes, bytes.count, 0, pointer, length) }
        }
    }

    private func bind(_ address: String, _ port: UInt16) throws(SystemCallError) {
        let raw = descriptor.raw
        try Self.withAddress(address, port) { (pointer, length) throws(SystemCallError) in
            _ = try systemCall("bind", "\(address):\(port)") { Glibc.bind(raw, pointer, length) }
        }
    }

    private static func withAddress(
        _ text: String, _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) throws(SystemCallError) -> Void
    ) throws(SystemCallError) {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr(text)
        try withUnsafePointer(to: &address) { (pointer) throws(SystemCallError) in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { (pointer) throws(SystemCallError) in
                try body(pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    private static func filling(
        _ address: inout sockaddr_in,
        _ body: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) throws(SystemCallError) -> Int32
    ) throws(SystemCallError) -> Int32 {
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return try withUnsafeMutablePointer(to: &address) { (pointer) throws(SystemCallError) in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { (pointer) throws(SystemCallError) in
                try body(pointer, &length)
            }
        }
    }

    private static func address(of peer: sockaddr_in) -> IPv4Address {
        IPv4Address(number: UInt32(bigEndian: peer.sin_addr.s_addr))
    }
}
