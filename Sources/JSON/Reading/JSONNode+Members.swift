extension JSONNode {
    package func required<Value: JSONRepresentable>(_ name: StaticString) throws(JSONError) -> Value {
        try requireObject()
        guard let node = member(name) else { throw JSONError(.missing, "it is missing").inMember("\(name)") }
        guard !node.isNull else { throw JSONError(.missing, "it is null").inMember("\(name)") }
        do { return try Value(json: node) } catch { throw error.inMember("\(name)") }
    }

    /// A member that is absent or `null` is `nil`.
    package func optional<Value: JSONRepresentable>(_ name: StaticString) throws(JSONError) -> Value? {
        try requireObject()
        guard let node = member(name), !node.isNull else { return nil }
        do { return try Value(json: node) } catch { throw error.inMember("\(name)") }
    }
}
