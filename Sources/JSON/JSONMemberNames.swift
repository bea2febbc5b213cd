/// Takes down the names of the members that a type lists.
private struct JSONMemberNames: JSONMembers {
    var names: [String] = []

    mutating func required(_ name: StaticString, _ value: inout some JSONRepresentable) { add(name) }

    mutating func optional<Value: JSONRepresentable>(_ name: StaticString, _ value: inout Value?) { add(name) }

    mutating func nullable<Value: JSONRepresentable>(_ name: StaticString, _ value: inout Value?) { add(name) }

    mutating func defaulted(_ name: StaticString, _ value: inout some JSONRepresentable, as form: JSONMemberForm) {
        add(name)
    }

    private mutating func add(_ name: StaticString) { names.append("\(name)") }
}

extension JSONMapped {
    /// The names of the members, as they are listed.
    package static var memberNames: [String] {
        var value = Self()
        var recorder = JSONMemberNames()
        value.map(&recorder)
        return recorder.names
    }
}
