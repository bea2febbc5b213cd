internal import CLinux

/// Netlink messages one behind the other, sent to the kernel in one system call (netlink(7)).
///
/// The kernel works through them in their order before the call returns. rtnetlink carries on behind a message that
/// fails; nf_tables batches are all or nothing.
struct NetlinkDatagram {
    /// A message's place, and what to call it when the kernel refuses it.
    struct Entry {
        let offset: Int
        let call: String
        let subject: String
        /// The begin or end of an nf_tables batch, which has no answer of its own.
        let isBoundary: Bool
    }

    private(set) var writer = NetlinkWriter()
    private(set) var entries: [Entry] = []

    /// Appends one message.
    ///
    /// - Parameters:
    ///   - call: the message's name, such as `RTM_NEWLINK`.
    ///   - subject: what it is about, such as an interface's name.
    ///   - flags: NLM_F_* without NLM_F_REQUEST and NLM_F_ACK.
    mutating func append(
        _ type: UInt16, call: String, subject: String, flags: Int32 = 0, isBoundary: Bool = false,
        _ body: (inout NetlinkWriter) -> Void
    ) {
        let start = writer.bytes.count
        entries.append(Entry(offset: start, call: call, subject: subject, isBoundary: isBoundary))
        let flags = UInt16(truncatingIfNeeded: flags | NLM_F_REQUEST)
        writer.append(value: nlmsghdr(nlmsg_len: 0, nlmsg_type: type, nlmsg_flags: flags, nlmsg_seq: 0, nlmsg_pid: 0))
        body(&writer)
        writer.replace(at: start, with: UInt32(writer.bytes.count - start))
        writer.align()
    }

    /// The message whose acknowledgement closes the exchange: one answer for all that succeed.
    var acknowledged: Int? {
        entries.lastIndex { !$0.isBoundary }
    }

    /// The datagram's bytes, with its messages numbered from `sequence` on.
    ///
    /// - Parameter acknowledging: the message that the kernel is to acknowledge; those that fail it answers anyway.
    func numbered(from sequence: UInt32, acknowledging: Int? = nil) -> [UInt8] {
        var writer = writer
        for (index, entry) in entries.enumerated() {
            writer.replace(at: entry.offset + Self.sequenceOffset, with: sequence &+ UInt32(index))
        }
        if let acknowledging {
            let offset = entries[acknowledging].offset + Self.flagsOffset
            let flags = writer.bytes[...].value(at: offset, as: UInt16.self) ?? 0
            writer.replace(at: offset, with: flags | UInt16(NLM_F_ACK))
        }
        return writer.bytes
    }

    /// NLM_F_DUMP, a macro that Swift does not import: asks for all there is.
    static let dump: Int32 = NLM_F_ROOT | NLM_F_MATCH

    private static let flagsOffset = 6
    private static let sequenceOffset = 8
}
