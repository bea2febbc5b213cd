package import JSON

/// The names that a type lists for JSON, beside those of its stored properties.
package struct MemberNames {
    package let listed: [String]
    package let stored: [String]

    package init<Value: JSONMapped>(of type: Value.Type) {
        var value = Value()
        var recorder = Recorder()
        value.map(&recorder)
        listed = recorder.names
        stored = Mirror(reflecting: value).children.compactMap(\.label)
    }

    private struct Recorder: JSONMembers {
        var names: [String] = []

        mutating func required(_ name: StaticString, _ value: inout some JSONRepresentable) {
            names.append("\(name)")
        }

        mutating func optional<Value: JSONRepresentable>(_ name: StaticString, _ value: inout Value?) {
            names.append("\(name)")
        }
    }
}
