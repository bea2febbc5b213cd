/// Any JSON, with the order of members and the digits of numbers kept.
package indirect enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    /// As written: RFC 8259, section 6.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])

    package struct Member: Equatable, Sendable {
        package let name: String
        package var value: JSONValue

        package init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    package static func integer(_ value: some FixedWidthInteger) -> JSONValue { .number(String(value)) }

    package static func object(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
        .object(members.map { Member(name: $0.key, value: $0.value) })
    }
}

extension JSONValue: JSONRepresentable {
    package init(json: JSONNode) throws(JSONError) {
        switch json.kind {
        case .null: self = .null
        case .true: self = .bool(true)
        case .false: self = .bool(false)
        case .number: self = .number(json.text)
        case .string, .escapedString: self = .string(json.text)
        case .array: self = .array(try [JSONValue](json: json))
        case .object:
            var members: [Member] = []
            for (name, node) in try json.members() {
                do { members.append(Member(name: name, value: try JSONValue(json: node))) } catch {
                    throw error.inMember(name)
                }
            }
            self = .object(members)
        }
    }

    package func write(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.null()
        case .bool(let value): writer.bool(value)
        case .number(let digits): writer.number(digits: digits)
        case .string(let text): writer.string(text)
        case .array(let elements): writer.array(elements)
        case .object(let members):
            writer.object { writer in
                for member in members {
                    writer.name(member.name)
                    member.value.write(to: &writer)
                }
            }
        }
    }
}

extension JSONValue {
    package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    package var members: [Member]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The object's member of that name, the last one where there are several; it is an object's that can be set.
    package subscript(member name: String) -> JSONValue? {
        get { members?.last { $0.name == name }?.value }
        set {
            guard case .object(var members) = self else { return }
            let position = members.lastIndex { $0.name == name }
            switch (position, newValue) {
            case (let position?, let value?): members[position].value = value
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (_, nil): members.removeAll { $0.name == name }
            }
            self = .object(members)
        }
    }

    /// Whether it says nothing: null, false, 0, an empty string, or a list or object of nothing but such values.
    package var isZero: Bool {
        switch self {
        case .null: true
        case .bool(let value): !value
        case .number(let digits): Double(digits) == 0
        case .string(let text): text.isEmpty
        case .array(let elements): elements.allSatisfy(\.isZero)
        case .object(let members): members.allSatisfy(\.value.isZero)
        }
    }
}
