import JSON

/// What the engine says, as it is shown.
extension JSONValue {
    /// On one line, without spaces.
    var compactText: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let text): text
        case .string(let text): Self.quoted(text)
        case .array(let elements): "[" + elements.map(\.compactText).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { "\(Self.quoted($0.name)):\($0.value.compactText)" }.joined(separator: ",") + "}"
        }
    }

    /// With a line for each member, four spaces a level.
    func indentedText(level: Int = 0) -> String {
        switch self {
        case .array(let elements) where !elements.isEmpty:
            Self.block("[", elements.map { $0.indentedText(level: level + 1) }, "]", level)
        case .object(let members) where !members.isEmpty:
            Self.block(
                "{", members.map { "\(Self.quoted($0.name)): \($0.value.indentedText(level: level + 1))" }, "}", level)
        default: compactText
        }
    }

    private static func block(_ open: String, _ lines: [String], _ close: String, _ level: Int) -> String {
        let outer = String(repeating: "    ", count: level)
        return "\(open)\n\(lines.map { "\(outer)    \($0)" }.joined(separator: ",\n"))\n\(outer)\(close)"
    }

    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{00}"..<"\u{20}", "\u{7F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
