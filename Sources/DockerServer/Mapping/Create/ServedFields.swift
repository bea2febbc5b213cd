import JSON

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
            for member in members { try fields.validate(member.value, at: "\(path).\(member.name)") }
        case (.each(let fields), .array(let values)):
            for (index, value) in values.enumerated() { try fields.validate(value, at: "\(path)[\(index)]") }
        case (.object, _), (.each, _): break  // of the wrong type, which the decoder tells
        }
    }

    private func validate(
        _ members: [JSONValue.Member], _ fields: [String: ServedFields], at path: String
    ) throws(ServerError) {
        for member in members {
            let place = path.isEmpty ? member.name : "\(path).\(member.name)"
            guard let served = fields[member.name] else {
                try refuseSpelling(of: member.name, fields, at: place)
                try ServedFields.only([]).validate(member.value, at: place)
                continue
            }
            try served.validate(member.value, at: place)
        }
    }

    /// dockerd reads names in any case. Here the one who wrote it in another is told.
    private func refuseSpelling(
        of name: String, _ fields: [String: ServedFields], at path: String
    ) throws(ServerError) {
        guard let served = fields.keys.first(where: { $0.lowercased() == name.lowercased() }) else { return }
        throw ServerError(.badRequest, "\(path) is not a known field: it is written \(served)")
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
        case .number(let digits): String(digits.prefix(80))
        case .bool(let flag): String(flag)
        case .null, .array, .object: nil
        }
    }
}
