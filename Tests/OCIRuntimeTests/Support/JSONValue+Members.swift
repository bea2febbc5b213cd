import JSON

extension JSONValue {
    subscript(name: String) -> JSONValue? { self[member: name] }

    var number: Double? { if case .number(let digits) = self { Double(digits) } else { nil } }
}
