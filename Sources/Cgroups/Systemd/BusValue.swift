/// A value of the D-Bus specification, "Type System"; those that systemd's manager speaks in.
enum BusValue: Equatable, Sendable {
    case byte(UInt8)
    case boolean(Bool)
    case int32(Int32)
    case uint32(UInt32)
    case int64(Int64)
    case uint64(UInt64)
    case string(String)
    case objectPath(String)
    case signature(String)
    /// The signature is the elements'.
    case array(String, [BusValue])
    case structure([BusValue])
    indirect case variant(BusValue)

    var signature: String {
        switch self {
        case .byte: "y"
        case .boolean: "b"
        case .int32: "i"
        case .uint32: "u"
        case .int64: "x"
        case .uint64: "t"
        case .string: "s"
        case .objectPath: "o"
        case .signature: "g"
        case .array(let element, _): "a\(element)"
        case .structure(let members): "(\(members.map(\.signature).joined()))"
        case .variant: "v"
        }
    }

    static func strings(_ values: [String]) -> BusValue { .array("s", values.map { .string($0) }) }

    var text: String? {
        switch self {
        case .string(let text), .objectPath(let text), .signature(let text): text
        case .variant(let value): value.text
        default: nil
        }
    }
}

/// Alignment by the first letter of a type, in bytes.
func busAlignment(_ type: Character) -> Int {
    switch type {
    case "y", "g", "v": 1
    case "x", "t", "d", "(", "{": 8
    default: 4
    }
}
