internal import CLinux
internal import Linux
internal import SystemPackage

/// An NLMSG_ERROR message that reports a failure.
struct NetlinkRefusal: Equatable {
    let errno: Errno
    /// The kernel's own words (NLMSGERR_ATTR_MSG), where it gives some.
    let explanation: String?

    /// `nil` for an acknowledgement, which is an error message with the number 0.
    init?(_ message: NetlinkMessage) {
        let code = message.payload.value(at: 0, as: Int32.self) ?? -Errno.badMessage.rawValue
        guard code < 0, code > Int32.min else { return nil }
        errno = Errno(rawValue: -code)
        explanation = Self.explanation(in: message)
    }

    /// With NETLINK_CAP_ACK the request's header alone stands between the number and the attributes.
    private static func explanation(in message: NetlinkMessage) -> String? {
        guard message.flags & UInt16(NLM_F_ACK_TLVS) != 0 else { return nil }
        let attributes = NetlinkAttributes(message.payload.dropFirst(4 + MemoryLayout<nlmsghdr>.size))
        return attributes?[NLMSGERR_ATTR_MSG]?.text
    }

    func error(of entry: NetlinkDatagram.Entry) -> SystemCallError {
        let subject = explanation.map { "\(entry.subject) (\($0))" } ?? entry.subject
        return SystemCallError(entry.call, subject, errno: errno)
    }
}
