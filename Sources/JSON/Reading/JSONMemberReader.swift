/// Sets the members of a value from an object.
struct JSONMemberReader: JSONMembers {
    private let object: JSONNode

    init(_ node: JSONNode) throws(JSONError) {
        try node.requireObject()
        object = node
    }

    mutating func required<Value: JSONRepresentable>(
        _ name: StaticString, _ value: inout Value
    ) throws(JSONError) {
        value = try object.required(name)
    }

    mutating func optional<Value: JSONRepresentable>(
        _ name: StaticString, _ value: inout Value?
    ) throws(JSONError) {
        value = try object.optional(name)
    }

    mutating func nullable<Value: JSONRepresentable>(
        _ name: StaticString, _ value: inout Value?
    ) throws(JSONError) {
        value = try object.optional(name)
    }

    mutating func defaulted<Value: JSONRepresentable>(
        _ name: StaticString, _ value: inout Value, as form: JSONMemberForm
    ) throws(JSONError) {
        // Without an optional value, whose type the Swift runtime would have to look up each time.
        guard let node = object.member(name), !node.isNull else { return }
        do { value = try Value(json: node) } catch { throw error.inMember("\(name)") }
    }
}
