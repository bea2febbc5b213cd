import CLinux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Two ends of a socketpair(2) that keeps messages apart and carries descriptors; both close-on-exec.
package struct ChannelPair: ~Copyable {
    package var first: OwnedDescriptor
    package var second: OwnedDescriptor

    package init() throws(SystemCallError) {
        var ends: [Int32] = [-1, -1]
        let type = Int32(SOCK_SEQPACKET.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        try systemCall("socketpair") { socketpair(AF_UNIX, type, 0, &ends) }
        first = OwnedDescriptor(owning: ends[0])
        second = OwnedDescriptor(owning: ends[1])
    }
}

/// A message of a channel, with the descriptor that came with it.
package struct ChannelMessage: ~Copyable {
    package let bytes: [UInt8]
    package var descriptor: OwnedDescriptor?
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

    /// - Returns: `nil` when the other end is closed.
    package static func receive(from socket: Int32) throws(SystemCallError) -> ChannelMessage? {
        var bytes = [UInt8](repeating: 0, count: maximumSize)
        var descriptor: Int32 = -1
        let count = try systemCall("recvmsg") {
            clinux_receive_message(socket, &bytes, maximumSize, &descriptor)
        }
        if count == 0 { return nil }
        bytes.removeLast(bytes.count - count)
        return ChannelMessage(
            bytes: bytes, descriptor: descriptor < 0 ? nil : OwnedDescriptor(owning: descriptor))
    }
}
