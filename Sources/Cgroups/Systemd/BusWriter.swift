/// The wire form of values: the D-Bus specification, "Marshaling (Wire Format)", in little-endian order.
struct BusWriter {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ value: BusValue) {
        align(busAlignment(value.signature.first ?? "y"))
        switch value {
        case .byte(let number): bytes.append(number)
        case .boolean(let flag): append(UInt32(flag ? 1 : 0))
        case .int32(let number): append(UInt32(bitPattern: number))
        case .uint32(let number): append(number)
        case .int64(let number): append(UInt64(bitPattern: number))
        case .uint64(let number): append(number)
        case .string(let text), .objectPath(let text): append(text)
        case .signature(let text): append(signature: text)
        case .array(let element, let values): append(values, of: element)
        case .structure(let members): for member in members { append(member) }
        case .variant(let value):
            append(signature: value.signature)
            append(value)
        }
    }

    mutating func align(_ boundary: Int) {
        while bytes.count % boundary != 0 { bytes.append(0) }
    }

    private mutating func append<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
    }

    private mutating func append(_ text: String) {
        append(UInt32(text.utf8.count))
        bytes += Array(text.utf8) + [0]
    }

    private mutating func append(signature: String) {
        bytes.append(UInt8(truncatingIfNeeded: signature.utf8.count))
        bytes += Array(signature.utf8) + [0]
    }

    /// The length counts neither itself nor what aligns the first element.
    private mutating func append(_ values: [BusValue], of element: String) {
        let place = bytes.count
        append(UInt32(0))
        align(busAlignment(element.first ?? "y"))
        let start = bytes.count
        for value in values { append(value) }
        withUnsafeBytes(of: UInt32(bytes.count - start).littleEndian) {
            bytes.replaceSubrange(place..<place + 4, with: $0)
        }
    }
}
