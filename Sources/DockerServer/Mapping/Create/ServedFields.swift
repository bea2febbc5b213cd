import DockerAPI

/// Which keys of a request the engine serves.
///
/// A key that is not among them is refused by name, unless its value says nothing: no request is served in part.
indirect enum ServedFields: Sendable {
    /// The value is read in full.
    case whole
    case object([String: ServedFields])
    /// Every element, or the value of every key.
    case each(ServedFields)
    /// These values too say nothing; any other is refused.
    case only([JSONValue])

    func validate(_ value: JSONValue, at path: String = "") throws(ServerError) {
        switch (self, value) {
        case (.whole, _),
            (.object, _) where value == .null:
            break
        case (.only(let neutral), _):
            if !value.isZero && !neutral.contains(value) { throw refusal(of: value, at: path) }
        case (.object(let fields), .object(let members)): try validate(members, fields, at: path)
        case (.each(let fields), .object(let members)):
            for name in members.keys.sorted() { try fields.validate(members[name] ?? .null, at: "\(path).\(name)") }
        case (.each(let fields), .array(let values)):
            for (index, value) in values.enumerated() { try fields.validate(value, at: "\(path)[\(index)]") }
        case (.object, _), (.each, _): break  // of the wrong type, which the decoder tells
        }
    }

    private func validate(
        _ members: [String: JSONValue], _ fields: [String: ServedFields], at path: String
    ) throws(ServerError) {
        for name in members.keys.sorted() {
            let place = path.isEmpty ? name : "\(path).\(name)"
            try (fields[name] ?? .only([])).validate(members[name] ?? .null, at: place)
        }
    }

    private func refusal(of value: JSONValue, at path: String) -> ServerError {
        ServerError(
            .notImplemented, "\(path) is not supported: leave it out\(value.scalar.map { " (given: \($0))" } ?? "")")
    }
}

extension JSONValue {
    /// A short value as a message shows it.
    fileprivate var scalar: String? {
        switch self {
        case .string(let text): String(text.prefix(80))
        case .number(let number): Int64(exactly: number).map(String.init) ?? String(number)
        case .bool(let flag): String(flag)
        case .null, .array, .object: nil
        }
    }
}
