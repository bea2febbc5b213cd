/// Any JSON document, for what has no type of its own and for finding the keys that a type does not have.
package enum JSONValue: Codable, Equatable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let bool = try? container.decode(Bool.self) {
            self = .bool(bool)
        } else if let object = try? container.decode([String: JSONValue].self) {
            self = .object(object)
        } else {
            self = .array(try container.decode([JSONValue].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .number(let value): try encode(number: value, to: &container)
        case .string(let value): try container.encode(value)
        case .array(let values): try container.encode(values)
        case .object(let members): try container.encode(members)
        }
    }

    /// Whole numbers are written without a fraction or an exponent.
    private func encode(number: Double, to container: inout any SingleValueEncodingContainer) throws {
        if let whole = Int64(exactly: number) { try container.encode(whole) } else { try container.encode(number) }
    }

    /// Whether it says nothing: null, false, 0, an empty string, or a list or object of nothing but such values.
    package var isZero: Bool {
        switch self {
        case .null: true
        case .bool(let value): !value
        case .number(let value): value == 0
        case .string(let value): value.isEmpty
        case .array(let values): values.allSatisfy(\.isZero)
        case .object(let members): members.values.allSatisfy(\.isZero)
        }
    }
}
