/// Reads what ``BusWriter`` writes. The bus is trusted no further than that every length is checked.
struct BusReader {
    private let bytes: [UInt8]
    private var place: Int
    private var depth = 0

    init(_ bytes: [UInt8], from place: Int = 0) {
        self.bytes = bytes
        self.place = place
    }

    /// The values of a signature; `nil` for what does not fit it.
    mutating func read(_ signature: String) -> [BusValue]? {
        var rest = signature[...]
        var values: [BusValue] = []
        while !rest.isEmpty {
            guard let type = Self.takeType(&rest), let value = value(type) else { return nil }
            values.append(value)
        }
        return values
    }

    mutating func align(_ boundary: Int) { place = (place + boundary - 1) / boundary * boundary }

    /// Takes one complete type off the front of a signature.
    private static func takeType(_ rest: inout Substring) -> String? {
        guard let first = rest.popFirst() else { return nil }
        switch first {
        case "a":
            guard let element = takeType(&rest) else { return nil }
            return "a\(element)"
        case "(", "{":
            var members = String(first)
            while let next = rest.first, next != ")", next != "}" {
                guard let member = takeType(&rest) else { return nil }
                members += member
            }
            guard let last = rest.popFirst() else { return nil }
            return members + String(last)
        default: return String(first)
        }
    }

    private mutating func value(_ type: String) -> BusValue? {
        depth += 1
        defer { depth -= 1 }
        guard depth < 64, let first = type.first else { return nil }
        align(busAlignment(first))
        switch first {
        case "y": return number(UInt8.self).map { .byte($0) }
        case "b": return number(UInt32.self).map { .boolean($0 != 0) }
        case "i": return number(UInt32.self).map { .int32(Int32(bitPattern: $0)) }
        case "u", "h": return number(UInt32.self).map { .uint32($0) }
        case "x": return number(UInt64.self).map { .int64(Int64(bitPattern: $0)) }
        case "t", "d": return number(UInt64.self).map { .uint64($0) }
        case "s": return text().map { .string($0) }
        case "o": return text().map { .objectPath($0) }
        case "g": return signature().map { .signature($0) }
        case "v": return signature().flatMap { value($0) }.map { .variant($0) }
        case "a": return array(String(type.dropFirst()))
        case "(", "{": return structure(String(type.dropFirst().dropLast()))
        default: return nil
        }
    }

    private mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
        let size = MemoryLayout<Number>.size
        guard place + size <= bytes.count else { return nil }
        defer { place += size }
        return (0..<size).reduce(0) { $0 | Number(truncatingIfNeeded: bytes[place + $1]) << Number($1 * 8) }
    }

    private mutating func text() -> String? {
        guard let count = number(UInt32.self), place + Int(count) < bytes.count else { return nil }
        defer { place += Int(count) + 1 }
        return String(decoding: bytes[place..<place + Int(count)], as: UTF8.self)
    }

    private mutating func signature() -> String? {
        guard let count = number(UInt8.self), place + Int(count) < bytes.count else { return nil }
        defer { place += Int(count) + 1 }
        return String(decoding: bytes[place..<place + Int(count)], as: UTF8.self)
    }

    private mutating func array(_ element: String) -> BusValue? {
        guard let length = number(UInt32.self), let first = element.first else { return nil }
        align(busAlignment(first))
        let end = place + Int(length)
        guard end <= bytes.count else { return nil }
        var values: [BusValue] = []
        while place < end {
            guard let value = value(element) else { return nil }
            values.append(value)
        }
        return place == end ? .array(element, values) : nil
    }

    private mutating func structure(_ members: String) -> BusValue? {
        var rest = members[...]
        var values: [BusValue] = []
        while !rest.isEmpty {
            guard let type = Self.takeType(&rest), let value = value(type) else { return nil }
            values.append(value)
        }
        return .structure(values)
    }
}
