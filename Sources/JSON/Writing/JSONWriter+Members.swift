extension JSONWriter: JSONMembers {
    package mutating func required(_ name: StaticString, _ value: inout some JSONRepresentable) {
        required(name, value)
    }

    package mutating func optional<Value: JSONRepresentable>(_ name: StaticString, _ value: inout Value?) {
        optional(name, value)
    }

    package mutating func nullable<Value: JSONRepresentable>(_ name: StaticString, _ value: inout Value?) {
        if let value { required(name, value) } else { null(name) }
    }

    package mutating func defaulted(
        _ name: StaticString, _ value: inout some JSONRepresentable, as form: JSONMemberForm
    ) {
        switch form {
        case .value: required(name, value)
        case .null: null(name)
        case .absent: break
        }
    }

    private mutating func null(_ name: StaticString) {
        self.name(name)
        null()
    }

    package mutating func required(_ name: StaticString, _ value: some JSONWritable) {
        self.name(name)
        value.write(to: &self)
    }

    /// `nil` is not written.
    package mutating func optional<Value: JSONWritable>(_ name: StaticString, _ value: Value?) {
        guard let value else { return }
        required(name, value)
    }

    /// A member that is an object.
    package mutating func member(_ name: StaticString, _ members: (inout JSONWriter) -> Void) {
        self.name(name)
        object(members)
    }

    /// An object whose one member is an object.
    package mutating func object(_ name: StaticString, _ members: (inout JSONWriter) -> Void) {
        object { $0.member(name, members) }
    }
}
