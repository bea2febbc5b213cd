/// A field that is always written, and that reads as its zero where the key is absent or null.
@propertyWrapper
package struct Field<Value: Codable & ZeroValue & Sendable>: Codable, Equatable, Sendable {
    package var wrappedValue: Value

    package init(wrappedValue: Value = .zero) {
        self.wrappedValue = wrappedValue
    }
}

/// A field that is not written while it is zero, and that reads as zero where the key is absent or null.
@propertyWrapper
package struct OmitEmpty<Value: Codable & ZeroValue & Sendable>: Codable, Equatable, Sendable {
    package var wrappedValue: Value

    package init(wrappedValue: Value = .zero) {
        self.wrappedValue = wrappedValue
    }
}

/// A list or map that is written as null while it is empty, as Go writes a nil one, and that reads as empty where the
/// key is absent or null.
@propertyWrapper
package struct NullIfEmpty<Value: Codable & ZeroValue & Sendable>: Codable, Equatable, Sendable {
    package var wrappedValue: Value

    package init(wrappedValue: Value = .zero) {
        self.wrappedValue = wrappedValue
    }
}

/// A field for which absence means something of its own; always written, absence as null.
@propertyWrapper
package struct Nullable<Value: Codable & Equatable & Sendable>: Codable, Equatable, Sendable {
    package var wrappedValue: Value?

    package init(wrappedValue: Value? = nil) {
        self.wrappedValue = wrappedValue
    }
}

// The synthesized conformances of the wire types call these in place of the container's general methods.
extension KeyedDecodingContainer {
    func decode<Value>(_ type: Field<Value>.Type, forKey key: Key) throws -> Field<Value> {
        Field(wrappedValue: try decodeIfPresent(Value.self, forKey: key) ?? .zero)
    }

    func decode<Value>(_ type: OmitEmpty<Value>.Type, forKey key: Key) throws -> OmitEmpty<Value> {
        OmitEmpty(wrappedValue: try decodeIfPresent(Value.self, forKey: key) ?? .zero)
    }

    func decode<Value>(_ type: NullIfEmpty<Value>.Type, forKey key: Key) throws -> NullIfEmpty<Value> {
        NullIfEmpty(wrappedValue: try decodeIfPresent(Value.self, forKey: key) ?? .zero)
    }

    func decode<Value>(_ type: Nullable<Value>.Type, forKey key: Key) throws -> Nullable<Value> {
        Nullable(wrappedValue: try decodeIfPresent(Value.self, forKey: key))
    }
}

extension KeyedEncodingContainer {
    mutating func encode<Value>(_ field: Field<Value>, forKey key: Key) throws {
        try encode(field.wrappedValue, forKey: key)
    }

    mutating func encode<Value>(_ field: OmitEmpty<Value>, forKey key: Key) throws {
        if !field.wrappedValue.isZero { try encode(field.wrappedValue, forKey: key) }
    }

    mutating func encode<Value>(_ field: NullIfEmpty<Value>, forKey key: Key) throws {
        if field.wrappedValue.isZero { try encodeNil(forKey: key) } else { try encode(field.wrappedValue, forKey: key) }
    }

    mutating func encode<Value>(_ field: Nullable<Value>, forKey key: Key) throws {
        if let value = field.wrappedValue { try encode(value, forKey: key) } else { try encodeNil(forKey: key) }
    }
}
