import JSON

/// The functions that templates call: Go's own that apply to values, and Docker's.
enum TemplateFunctions {
    static let names: Set<String> = [
        "and", "eq", "ge", "gt", "index", "join", "json", "le", "len", "lower", "lt", "ne", "not", "or", "pad", "print",
        "printf", "println", "split", "title", "truncate", "upper",
    ]

    static func call(_ name: String, _ arguments: [JSONValue]) throws -> JSONValue {
        switch name {
        case "and": return arguments.first { !$0.isTrue } ?? arguments.last ?? .null
        case "or": return arguments.first(where: \.isTrue) ?? arguments.last ?? .null
        case "not": return .bool(try !one(name, arguments).isTrue)
        case "eq", "ne", "lt", "le", "gt", "ge": return .bool(try compare(name, arguments))
        case "index": return try index(arguments)
        case "len": return .integer(try length(try one(name, arguments)))
        case "json": return .string(try one(name, arguments).compactText)
        case "print": return .string(arguments.map(\.plainText).joined())
        case "println": return .string(arguments.map(\.plainText).joined(separator: " ") + "\n")
        case "printf": return .string(try TemplateFormat.render(arguments))
        default: return try text(name, arguments)
        }
    }

    private static func text(_ name: String, _ arguments: [JSONValue]) throws -> JSONValue {
        switch name {
        case "lower": return .string(try one(name, arguments).plainText.lowercased())
        case "upper": return .string(try one(name, arguments).plainText.uppercased())
        case "title": return .string(capitalized(try one(name, arguments).plainText))
        case "join":
            guard arguments.count == 2, case .array(let elements) = arguments[0] else { throw misused(name) }
            return .string(elements.map(\.plainText).joined(separator: arguments[1].plainText))
        case "split":
            guard arguments.count == 2 else { throw misused(name) }
            let parts = arguments[0].plainText.components(separatedBy: arguments[1].plainText)
            return .array(parts.map(JSONValue.string))
        case "truncate":
            guard arguments.count == 2, let length = Int(arguments[1].plainText) else { throw misused(name) }
            return .string(String(arguments[0].plainText.prefix(max(length, 0))))
        default: return try pad(arguments)
        }
    }

    private static func one(_ name: String, _ arguments: [JSONValue]) throws -> JSONValue {
        guard arguments.count == 1 else { throw misused(name) }
        return arguments[0]
    }

    private static func misused(_ name: String) -> CommandLineError {
        Template.malformed("'\(name)' is given the wrong arguments")
    }

    private static func capitalized(_ text: String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false)
            .map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    }

    private static func pad(_ arguments: [JSONValue]) throws -> JSONValue {
        guard arguments.count == 3, let before = Int(arguments[1].plainText), let after = Int(arguments[2].plainText),
            (0...1000).contains(before), (0...1000).contains(after)
        else { throw misused("pad") }
        let text = arguments[0].plainText
        guard !text.isEmpty else { return .string("") }
        return .string(String(repeating: " ", count: before) + text + String(repeating: " ", count: after))
    }

    private static func length(_ value: JSONValue) throws -> Int {
        switch value {
        case .array(let elements): return elements.count
        case .object(let members): return members.count
        case .string(let text): return text.utf8.count
        case .null: return 0
        default: throw Template.malformed("'len' of '\(value.plainText)', which is no list")
        }
    }

    /// `index value key key…`.
    private static func index(_ arguments: [JSONValue]) throws -> JSONValue {
        guard var value = arguments.first else { throw misused("index") }
        for key in arguments.dropFirst() {
            switch value {
            case .array(let elements):
                guard let position = Int(key.plainText), elements.indices.contains(position) else {
                    throw Template.malformed("'index': \(key.plainText) is out of range")
                }
                value = elements[position]
            case .object(let members):
                value = members.first { $0.name == key.plainText }?.value ?? .string("")
            default: throw Template.malformed("'index' of '\(value.plainText)', which is no list")
            }
        }
        return value
    }

    /// Numbers by value, everything else by its text; `eq` is true where the first is equal to one of the others.
    private static func compare(_ name: String, _ arguments: [JSONValue]) throws -> Bool {
        guard arguments.count >= 2, name == "eq" || arguments.count == 2 else { throw misused(name) }
        let orders = arguments.dropFirst().map { order(arguments[0], $0) }
        switch name {
        case "eq": return orders.contains(0)
        case "ne": return orders[0] != 0
        case "lt": return orders[0] < 0
        case "le": return orders[0] <= 0
        case "gt": return orders[0] > 0
        default: return orders[0] >= 0
        }
    }

    private static func order(_ left: JSONValue, _ right: JSONValue) -> Int {
        if case .number(let left) = left, case .number(let right) = right, let left = Double(left),
            let right = Double(right)
        {
            return left < right ? -1 : left > right ? 1 : 0
        }
        let (left, right) = (left.plainText, right.plainText)
        return left < right ? -1 : left > right ? 1 : 0
    }
}

extension String {
    fileprivate func components(separatedBy separator: String) -> [String] {
        separator.isEmpty
            ? map { String($0) } : split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
