import CLinux

/// A request of rtnetlink(7): a structure of the kernel's, and attributes behind it.
struct RouteMessage {
    let type: Int
    /// Whom it is about, for errors.
    let subject: String
    private var body: [UInt8] = []
    private var extraFlags: UInt16 = 0

    init(_ type: Int, about subject: String, _ structure: some BitwiseCopyable, create: Bool = false) {
        self.type = type
        self.subject = subject
        append(structure)
        if create { extraFlags = UInt16(NLM_F_CREATE | NLM_F_REPLACE) }
    }

    /// Appends an attribute: its payload as it lies in memory.
    mutating func attribute(_ type: Int, _ payload: [UInt8]) {
        append(UInt16(payload.count + 4))
        append(UInt16(type))
        body += payload
        while body.count % 4 != 0 { body.append(0) }
    }

    mutating func attribute(_ type: Int, _ number: Int32) {
        attribute(type, withUnsafeBytes(of: number) { Array($0) })
    }

    mutating func attribute(_ type: Int, _ text: String) { attribute(type, Array(text.utf8) + [0]) }

    func bytes(flags: UInt16) -> [UInt8] {
        let header = nlmsghdr(
            nlmsg_len: UInt32(MemoryLayout<nlmsghdr>.size + body.count), nlmsg_type: UInt16(type),
            nlmsg_flags: flags | extraFlags, nlmsg_seq: 1, nlmsg_pid: 0)
        return withUnsafeBytes(of: header) { Array($0) } + body
    }

    private mutating func append(_ value: some BitwiseCopyable) {
        withUnsafeBytes(of: value) { body += $0 }
    }
}

/// The attributes of a message, by type; the last of a type counts.
struct RouteAttributes {
    private(set) var payloads: [Int: [UInt8]] = [:]

    /// - Parameter start: where they begin in the message.
    init(_ bytes: [UInt8], from start: Int) {
        var start = start
        while let length = bytes.integer(at: start, as: UInt16.self), length >= 4, start + Int(length) <= bytes.count,
            let type = bytes.integer(at: start + 2, as: UInt16.self)
        {
            payloads[Int(type & 0x3fff)] = Array(bytes[(start + 4)..<(start + Int(length))])
            start += (Int(length) + 3) & ~3
        }
    }
}
