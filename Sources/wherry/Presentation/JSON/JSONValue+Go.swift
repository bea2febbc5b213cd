import JSON

/// What the engine says, as Go's templates see it.
extension JSONValue {
    /// An object's members with names in alphabetical order, as Go writes maps.
    static func sorted(_ members: [String: JSONValue]) -> JSONValue {
        .object(members.sorted { $0.key < $1.key }.map { Member(name: $0.key, value: $0.value) })
    }

    /// A member by its name; where none has that name, by the name in whatever case, as Go's fields are named `ID`
    /// where the JSON says `Id`.
    subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        if let exact = members.first(where: { $0.name == name }) { return exact.value }
        let lowered = name.lowercased()
        return members.first { $0.name.lowercased() == lowered }?.value
    }

    /// Whether it counts as true in a condition.
    var isTrue: Bool {
        switch self {
        case .null: false
        case .bool(let value): value
        case .number(let text): Double(text) != 0
        case .string(let text): !text.isEmpty
        case .array(let elements): !elements.isEmpty
        case .object(let members): !members.isEmpty
        }
    }

    /// As Go prints it: strings bare, lists in brackets, `map[name:value]`.
    var plainText: String {
        switch self {
        case .null: "<no value>"
        case .bool(let value): value ? "true" : "false"
        case .number(let text), .string(let text): text
        case .array(let elements): "[" + elements.map(\.plainText).joined(separator: " ") + "]"
        case .object(let members):
            "map["
                + members.sorted { $0.name < $1.name }.map { "\($0.name):\($0.value.plainText)" }
                .joined(separator: " ") + "]"
        }
    }
}
