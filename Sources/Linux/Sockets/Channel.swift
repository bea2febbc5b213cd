import CLinux
import SystemPackage

/// Messages over a `SOCK_SEQPACKET` socket, with descriptors: unix(7).
package enum Channel {
    package static let maximumSize = 4096
    package static let maximumDescriptors = Int(CLINUX_MAXIMUM_DESCRIPTORS)

    /// - Parameter bytes: what is beyond ``maximumSize`` is cut off.
    package static func send(
        _ bytes: [UInt8], descriptors: [Int32] = [], to socket: Int32
    ) throws(SystemCallError) {
        let count = min(bytes.count, maximumSize)
        try systemCall("sendmsg") { clinux_send_message(socket, bytes, count, descriptors, descriptors.count) }
    }

    /// - Parameter descriptors: receives those that came with the message; they are the caller's to close.
    /// - Returns: `nil` when the other end is closed.
    package static func receive(
        from socket: Int32, descriptors: inout [Int32]
    ) throws(SystemCallError) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: maximumSize)
        var raw = [Int32](repeating: -1, count: maximumDescriptors)
        var number = 0
        let count = try systemCall("recvmsg") { clinux_receive_message(socket, &bytes, maximumSize, &raw, &number) }
        descriptors = Array(raw.prefix(number))
        return count == 0 ? nil : Array(bytes.prefix(count))
    }

    /// - Parameter descriptor: receives the one that came with the message, if any.
    /// - Returns: `nil` when the other end is closed.
    package static func receive(
        from socket: Int32, descriptor: inout OwnedDescriptor?
    ) throws(SystemCallError) -> [UInt8]? {
        var descriptors: [Int32] = []
        let bytes = try receive(from: socket, descriptors: &descriptors)
        descriptor = nil
        for (position, raw) in descriptors.enumerated() {
            let owned = OwnedDescriptor(owning: raw)
            if position == 0 { descriptor = consume owned }
        }
        return bytes
    }
}
