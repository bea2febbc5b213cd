import CLinux
import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A socket of rtnetlink(7), of the network namespace that the caller is in when it opens it: as much of it as moving
/// a device needs.
struct RouteSocket: ~Copyable {
    private let descriptor: OwnedDescriptor

    init() throws(SystemCallError) {
        let type = Int32(SOCK_RAW.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        descriptor = OwnedDescriptor(owning: try systemCall("socket", "netlink") { socket(AF_NETLINK, type, 0) })
    }

    /// Sends a request, and waits until the kernel has done it.
    func perform(_ message: RouteMessage) throws(SystemCallError) {
        _ = try exchange(message, flags: UInt16(NLM_F_ACK))
    }

    /// Sends a request, and collects the answers: what follows their headers.
    func query(_ message: RouteMessage, all: Bool = false) throws(SystemCallError) -> [[UInt8]] {
        try exchange(message, flags: all ? 0x300 : 0)
    }

    private func exchange(_ message: RouteMessage, flags: UInt16) throws(SystemCallError) -> [[UInt8]] {
        let bytes = message.bytes(flags: flags | UInt16(NLM_F_REQUEST))
        try systemCall("send", "netlink \(message.subject)") { [raw = descriptor.raw] in
            send(raw, bytes, bytes.count, 0)
        }
        var answers: [[UInt8]] = []
        while true {
            for answer in RouteAnswer.split(try receive()) {
                switch Int32(answer.type) {
                case NLMSG_DONE: return answers
                case NLMSG_ERROR:
                    guard answer.errno != 0 else { return answers }
                    throw SystemCallError("netlink", message.subject, errno: Errno(rawValue: answer.errno))
                default: answers.append(answer.payload)
                }
                if answer.flags & UInt16(NLM_F_MULTI) == 0 { return answers }
            }
        }
    }

    /// The kernel fills dumps up to 32 KiB.
    private func receive() throws(SystemCallError) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 32 << 10)
        let count = try systemCall("recv", "netlink") { [raw = descriptor.raw] in
            recv(raw, &buffer, buffer.count, 0)
        }
        return Array(buffer[..<count])
    }
}

/// A message that the kernel sent.
struct RouteAnswer {
    let type: UInt16
    let flags: UInt16
    let payload: [UInt8]

    /// Of an acknowledgement: 0 is success.
    var errno: Int32 { -(payload.integer(at: 0, as: Int32.self) ?? 0) }

    static func split(_ datagram: [UInt8]) -> [RouteAnswer] {
        var answers: [RouteAnswer] = []
        var start = 0
        let header = MemoryLayout<nlmsghdr>.size
        while let length = datagram.integer(at: start, as: UInt32.self), Int(length) >= header,
            start + Int(length) <= datagram.count, let type = datagram.integer(at: start + 4, as: UInt16.self),
            let flags = datagram.integer(at: start + 6, as: UInt16.self)
        {
            let payload = datagram[(start + header)..<(start + Int(length))]
            answers.append(RouteAnswer(type: type, flags: flags, payload: Array(payload)))
            start += (Int(length) + 3) & ~3
        }
        return answers
    }
}

extension [UInt8] {
    /// In the machine's byte order; `nil` beyond the end.
    func integer<Value: FixedWidthInteger & BitwiseCopyable>(at offset: Int, as type: Value.Type) -> Value? {
        guard offset >= 0, offset + MemoryLayout<Value>.size <= count else { return nil }
        return withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: type) }
    }
}
