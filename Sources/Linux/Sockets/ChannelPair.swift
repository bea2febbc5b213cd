import CLinux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Two ends of a socketpair(2); both close-on-exec.
package struct ChannelPair: ~Copyable {
    package var first: OwnedDescriptor
    package var second: OwnedDescriptor

    /// Keeps messages apart.
    package init() throws(SystemCallError) {
        try self.init(type: Int32(SOCK_SEQPACKET.rawValue))
    }

    /// Of bytes, as a pipe that goes both ways.
    package static func stream() throws(SystemCallError) -> ChannelPair {
        try ChannelPair(type: Int32(SOCK_STREAM.rawValue))
    }

    private init(type: Int32) throws(SystemCallError) {
        var ends: [Int32] = [-1, -1]
        try systemCall("socketpair") { socketpair(AF_UNIX, type | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) }
        first = OwnedDescriptor(owning: ends[0])
        second = OwnedDescriptor(owning: ends[1])
    }

    /// Keeps the first end and closes the second, which a child has.
    package consuming func takeFirst() -> OwnedDescriptor { first }

    /// Keeps the second end and closes the first: a child that kept its parent's would not see it go.
    package consuming func takeSecond() -> OwnedDescriptor { second }
}

/// Messages over a `SOCK_SEQPACKET` socket.
package enum Channel {
    package static let maximumSize = 4096

    package static func send(
        _ bytes: [UInt8], descriptor: Int32 = -1, to socket: Int32
    ) throws(SystemCallError) {
        let count = min(bytes.count, maximumSize)
        try systemCall("sendmsg") { clinux_send_message(socket, bytes, count, descriptor) }
    }

    /// - Parameter descriptor: receives the one that came with the message, if any.
    /// - Returns: `nil` when the other end is closed.
    package static func receive(
        from socket: Int32, descriptor: inout OwnedDescriptor?
    ) throws(SystemCallError) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: maximumSize)
        var raw: Int32 = -1
        let count = try systemCall("recvmsg") { clinux_receive_message(socket, &bytes, maximumSize, &raw) }
        descriptor = raw < 0 ? nil : OwnedDescriptor(owning: raw)
        if count == 0 { return nil }
        bytes.removeLast(bytes.count - count)
        return bytes
    }
}
