package import JSON

/// The names that a type lists for JSON, beside those of its stored properties.
package struct MemberNames {
    package let listed: [String]
    package let stored: [String]

    package init<Value: JSONMapped>(of type: Value.Type) {
        listed = Value.memberNames
        stored = Mirror(reflecting: Value()).children.compactMap(\.label)
    }
}
