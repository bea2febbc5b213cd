internal import CLinux

/// A message as the kernel sent it: the header's fields, and the payload behind it.
struct NetlinkMessage: Equatable {
    let type: UInt16
    let flags: UInt16
    let sequence: UInt32
    let payload: ArraySlice<UInt8>

    /// Cuts a received datagram into its messages; `nil` when a length contradicts the datagram's.
    static func messages(in datagram: [UInt8]) -> [NetlinkMessage]? {
        var messages: [NetlinkMessage] = []
        var rest = datagram[...]
        while !rest.isEmpty {
            guard let header = rest.value(at: 0, as: nlmsghdr.self), let length = Int(exactly: header.nlmsg_len),
                length >= MemoryLayout<nlmsghdr>.size, length <= rest.count
            else { return nil }
            let payload = rest.dropFirst(MemoryLayout<nlmsghdr>.size).prefix(length - MemoryLayout<nlmsghdr>.size)
            messages.append(
                NetlinkMessage(
                    type: header.nlmsg_type, flags: header.nlmsg_flags, sequence: header.nlmsg_seq, payload: payload))
            rest = rest.dropFirst(aligned(length))
        }
        return messages
    }
}

/// The attributes of a message or of a nested attribute, by their types; the last of a type counts.
struct NetlinkAttributes: Equatable {
    private let payloads: [UInt16: ArraySlice<UInt8>]

    /// `nil` when a length contradicts the buffer's.
    init?(_ bytes: ArraySlice<UInt8>) {
        var payloads: [UInt16: ArraySlice<UInt8>] = [:]
        guard Self.walk(bytes, { payloads[$0] = $1 }) else { return nil }
        self.payloads = payloads
    }

    subscript(type: UInt16) -> ArraySlice<UInt8>? { payloads[type] }
    subscript(type: Int) -> ArraySlice<UInt8>? { UInt16(exactly: type).flatMap { payloads[$0] } }
    subscript<Type: RawRepresentable<UInt32>>(type: Type) -> ArraySlice<UInt8>? { self[Int(type.rawValue)] }

    /// The elements of a list: a nested attribute that repeats one type. `nil` when malformed.
    static func list(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
        var elements: [ArraySlice<UInt8>] = []
        return walk(bytes) { elements.append($1) } ? elements : nil
    }

    private static func walk(_ bytes: ArraySlice<UInt8>, _ visit: (UInt16, ArraySlice<UInt8>) -> Void) -> Bool {
        var rest = bytes
        while rest.count >= headerSize {
            guard let length = rest.value(at: 0, as: UInt16.self), let type = rest.value(at: 2, as: UInt16.self),
                Int(length) >= headerSize, Int(length) <= rest.count
            else { return false }
            visit(type & typeMask, rest.dropFirst(headerSize).prefix(Int(length) - headerSize))
            rest = rest.dropFirst(aligned(Int(length)))
        }
        return rest.isEmpty
    }

    private static let headerSize = 4
    /// Without NLA_F_NESTED and NLA_F_NET_BYTEORDER.
    private static let typeMask: UInt16 = 0x3FFF
}

extension ArraySlice<UInt8> {
    /// The value that lies `offset` bytes behind the slice's start, in the host's byte order; `nil` beyond the end.
    func value<Value: BitwiseCopyable>(at offset: Int, as type: Value.Type) -> Value? {
        guard offset >= 0, offset <= count, count - offset >= MemoryLayout<Value>.size else { return nil }
        return withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: type) }
    }

    /// The slice as a string, up to its first NUL.
    var text: String {
        String(decoding: prefix { $0 != 0 }, as: UTF8.self)
    }
}

private func aligned(_ length: Int) -> Int { (length + 3) & ~3 }
