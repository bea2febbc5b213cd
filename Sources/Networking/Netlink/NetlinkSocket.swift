internal import CLinux
internal import Linux
internal import SystemPackage

#if canImport(Glibc)
internal import Glibc
#endif

/// A netlink(7) socket to the kernel. It belongs to the network namespace of the thread that opened it, for good.
///
/// One exchange at a time: its owner sees to that.
struct NetlinkSocket: ~Copyable, Sendable {
    enum Family: Int32 {
        /// NETLINK_ROUTE
        case route = 0
        /// NETLINK_NETFILTER
        case netfilter = 12
    }

    private let descriptor: OwnedDescriptor
    private var sequence: UInt32 = 1

    init(_ family: Family) throws(SystemCallError) {
        let raw = try systemCall("socket", "netlink") {
            socket(AF_NETLINK, Int32(SOCK_RAW.rawValue) | Int32(SOCK_CLOEXEC.rawValue), family.rawValue)
        }
        let descriptor = OwnedDescriptor(owning: raw)
        try Self.setOption(SOL_NETLINK, NETLINK_EXT_ACK, 1, of: raw)
        try Self.setOption(SOL_NETLINK, NETLINK_CAP_ACK, 1, of: raw)
        try Self.connectToKernel(raw)
        self.descriptor = descriptor
    }

    /// Lets datagrams of up to `bytes` through, beyond the system's limit (needs CAP_NET_ADMIN).
    func allowDatagrams(of bytes: Int32) throws(SystemCallError) {
        try Self.setOption(SOL_SOCKET, SO_SNDBUFFORCE, bytes, of: descriptor.raw)
    }

    /// Sends the messages, and waits until the kernel has worked through them.
    ///
    /// - Throws: the first refusal, with the message's name and the kernel's own explanation.
    mutating func perform(_ datagram: NetlinkDatagram) throws(SystemCallError) {
        guard let last = datagram.acknowledged else { return }
        let first = send(numbering: datagram.entries.count)
        try send(datagram.numbered(from: first, acknowledging: last))
        var failure: SystemCallError?
        // The kernel has answered by the time send returns: an empty queue means that no more answers come.
        while let messages = try receive(wait: false) {
            for message in messages where message.type == UInt16(NLMSG_ERROR) {
                let index = Int(message.sequence &- first)
                guard datagram.entries.indices.contains(index) else { continue }
                failure = failure ?? NetlinkRefusal(message)?.error(of: datagram.entries[index])
                if index == last { return try fail(with: failure) }
            }
        }
        try fail(with: failure ?? SystemCallError("recv", "netlink acknowledgement", errno: .noMessage))
    }

    /// Sends one request whose answer is one or more messages, and collects them.
    ///
    /// A list during which what is listed changed may miss something; the kernel says so, and it is asked again
    /// (NLM_F_DUMP_INTR, Documentation/userspace-api/netlink/intro.rst).
    ///
    /// - Throws: `interrupted` when that happens again and again.
    mutating func query(_ datagram: NetlinkDatagram) throws(SystemCallError) -> [NetlinkMessage] {
        guard let request = datagram.entries.first else { return [] }
        for _ in 0..<Self.listings {
            if let answers = try ask(datagram, request) { return answers }
        }
        throw SystemCallError(request.call, request.subject, errno: .interrupted)
    }

    /// `nil` when the list is inconsistent.
    private mutating func ask(
        _ datagram: NetlinkDatagram, _ request: NetlinkDatagram.Entry
    ) throws(SystemCallError) -> [NetlinkMessage]? {
        let number = send(numbering: 1)
        try send(datagram.numbered(from: number))
        var (answers, isConsistent): ([NetlinkMessage], Bool) = ([], true)
        while let messages = try receive(wait: true) {
            for message in messages where message.sequence == number {
                if message.flags & UInt16(NLM_F_DUMP_INTR) != 0 { isConsistent = false }
                switch message.type {
                case UInt16(NLMSG_DONE): return isConsistent ? answers : nil
                case UInt16(NLMSG_ERROR):
                    try fail(with: NetlinkRefusal(message)?.error(of: request))
                    return answers
                default: answers.append(message)
                }
                if message.flags & UInt16(NLM_F_MULTI) == 0 { return answers }
            }
        }
        return answers
    }

    private mutating func send(numbering count: Int) -> UInt32 {
        defer { sequence &+= UInt32(count) }
        return sequence
    }

    private func fail(with error: SystemCallError?) throws(SystemCallError) {
        if let error { throw error }
    }

    private func send(_ bytes: [UInt8]) throws(SystemCallError) {
        let raw = descriptor.raw
        try systemCall("send", "netlink") { Glibc.send(raw, bytes, bytes.count, 0) }
    }

    /// One datagram's messages; `nil` when there is none and `wait` is false.
    private func receive(wait: Bool) throws(SystemCallError) -> [NetlinkMessage]? {
        let raw = descriptor.raw
        let flags = Int32(MSG_TRUNC) | (wait ? 0 : Int32(MSG_DONTWAIT))
        var length = 0
        let datagram = [UInt8](unsafeUninitializedCapacity: Self.receiveCapacity) { buffer, count in
            length = recv(raw, buffer.baseAddress, buffer.count, flags)
            while length < 0 && errno == EINTR { length = recv(raw, buffer.baseAddress, buffer.count, flags) }
            count = min(max(length, 0), buffer.count)
        }
        if length < 0 && errno == EAGAIN { return nil }
        guard length >= 0 else { throw SystemCallError("recv", "netlink", errno: Errno(rawValue: errno)) }
        guard length == datagram.count, let messages = NetlinkMessage.messages(in: datagram) else {
            throw SystemCallError("recv", "netlink datagram of \(length) bytes", errno: .badMessage)
        }
        return messages
    }

    /// After this the kernel is the only one whose messages arrive, whatever other processes send.
    private static func connectToKernel(_ raw: Int32) throws(SystemCallError) {
        var kernel = sockaddr_nl(nl_family: UInt16(AF_NETLINK), nl_pad: 0, nl_pid: 0, nl_groups: 0)
        _ = try systemCall("connect", "netlink") {
            withUnsafeBytes(of: &kernel) {
                connect(raw, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, socklen_t($0.count))
            }
        }
    }

    private static func setOption(
        _ level: Int32, _ option: Int32, _ value: Int32, of raw: Int32
    ) throws(SystemCallError) {
        _ = try systemCall("setsockopt", "netlink option \(option)") {
            withUnsafeBytes(of: value) { setsockopt(raw, level, option, $0.baseAddress, socklen_t($0.count)) }
        }
    }

    /// How often a list is asked for before its changing all the time is an error.
    private static let listings = 20

    /// The kernel fills dumps up to 32 KiB when the reader offers as much (netlink_dump).
    private static let receiveCapacity = 32 << 10
}
