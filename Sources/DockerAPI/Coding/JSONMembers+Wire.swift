import JSON

/// The kinds of members that Docker's wire format has. All read as zero where they are absent or null, as Go's do.
extension JSONMembers {
    /// Always written.
    mutating func field(_ name: StaticString, _ value: inout some JSONRepresentable) throws(Failure) {
        try defaulted(name, &value, as: .value)
    }

    /// Always written; a value of the map may be null.
    mutating func field<Value: JSONRepresentable>(
        _ name: StaticString, _ map: inout [String: Value?]
    ) throws(Failure) {
        var nullable = NullableValues(map)
        try field(name, &nullable)
        map = nullable.map
    }

    /// Not written while it is zero.
    mutating func omitEmpty(
        _ name: StaticString, _ value: inout some JSONRepresentable & ZeroValue
    ) throws(Failure) {
        try defaulted(name, &value, as: value.isZero ? .absent : .value)
    }

    /// A list or map that is written as null while it is empty, as Go writes a nil one.
    mutating func nullIfEmpty(
        _ name: StaticString, _ value: inout some JSONRepresentable & ZeroValue
    ) throws(Failure) {
        try defaulted(name, &value, as: value.isZero ? .null : .value)
    }
}
