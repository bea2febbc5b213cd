/// The wire form of netlink payloads: integers in the host's byte order, and attributes aligned to four bytes.
struct NetlinkWriter {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ raw: some Sequence<UInt8>) {
        bytes.append(contentsOf: raw)
    }

    /// Appends a C structure or an integer as it lies in memory.
    mutating func append<Value: BitwiseCopyable>(value: Value) {
        withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
    }

    /// Overwrites an integer appended earlier, such as a length known only afterwards.
    mutating func replace<Value: FixedWidthInteger>(at offset: Int, with value: Value) {
        withUnsafeBytes(of: value) { bytes.replaceSubrange(offset..<offset + $0.count, with: $0) }
    }

    /// Zeros up to the next multiple of four (NLMSG_ALIGNTO, NLA_ALIGNTO).
    mutating func align() {
        while bytes.count % 4 != 0 { bytes.append(0) }
    }

    /// An attribute with the payload that `body` appends. One that reaches the length field's 64 KiB is the
    /// caller's fault: lists are cut before they come here.
    mutating func attribute(_ type: UInt16, _ body: (inout NetlinkWriter) -> Void) {
        let start = bytes.count
        append(value: UInt16(0))
        append(value: type)
        body(&self)
        replace(at: start, with: UInt16(bytes.count - start))
        align()
    }

    mutating func attribute(_ type: UInt16, _ raw: some Sequence<UInt8>) {
        attribute(type) { $0.append(raw) }
    }

    mutating func attribute<Value: FixedWidthInteger & BitwiseCopyable>(_ type: UInt16, _ value: Value) {
        attribute(type) { $0.append(value: value) }
    }

    /// A string with its closing NUL.
    mutating func attribute(_ type: UInt16, _ text: String) {
        attribute(type) {
            $0.append(text.utf8)
            $0.append(CollectionOfOne(0))
        }
    }

    /// An attribute that holds attributes.
    mutating func nested(_ type: UInt16, _ body: (inout NetlinkWriter) -> Void) {
        attribute(type | Self.nestedFlag, body)
    }

    /// NLA_F_NESTED.
    private static let nestedFlag: UInt16 = 1 << 15
}

extension NetlinkWriter {
    // The kernel's headers give attribute types as anonymous enumerations, which Swift sees as Int, or as named ones.

    mutating func attribute(_ type: Int, _ raw: some Sequence<UInt8>) { attribute(UInt16(type), raw) }
    mutating func attribute(_ type: Int, _ text: String) { attribute(UInt16(type), text) }
    mutating func attribute<Value: FixedWidthInteger & BitwiseCopyable>(_ type: Int, _ value: Value) {
        attribute(UInt16(type), value)
    }
    mutating func nested(_ type: Int, _ body: (inout NetlinkWriter) -> Void) { nested(UInt16(type), body) }

    mutating func attribute<Type: RawRepresentable<UInt32>>(_ type: Type, _ raw: some Sequence<UInt8>) {
        attribute(UInt16(type.rawValue), raw)
    }
    mutating func attribute<Type: RawRepresentable<UInt32>>(_ type: Type, _ text: String) {
        attribute(UInt16(type.rawValue), text)
    }
    mutating func attribute<Type: RawRepresentable<UInt32>, Value: FixedWidthInteger & BitwiseCopyable>(
        _ type: Type, _ value: Value
    ) {
        attribute(UInt16(type.rawValue), value)
    }
    mutating func nested<Type: RawRepresentable<UInt32>>(_ type: Type, _ body: (inout NetlinkWriter) -> Void) {
        nested(UInt16(type.rawValue), body)
    }
}
