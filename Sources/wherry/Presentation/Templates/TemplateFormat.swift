import JSON

/// The `printf` of templates: `%s %v %d %q %x %%` with a width and `-`, as in `%-20s`.
enum TemplateFormat {
    private static let widthLimit = 1000

    static func render(_ arguments: [JSONValue]) throws -> String {
        guard case .string(let format)? = arguments.first else {
            throw Template.malformed("'printf' is given no format")
        }
        var values = arguments.dropFirst()
        var result = ""
        var rest = format[...]
        while let character = rest.popFirst() {
            guard character == "%" else {
                result.append(character)
                continue
            }
            result += try directive(&rest, &values)
        }
        return result
    }

    private static func directive(_ rest: inout Substring, _ values: inout ArraySlice<JSONValue>) throws -> String {
        let isLeft = rest.first == "-"
        if isLeft { rest.removeFirst() }
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        rest = rest[digits.endIndex...]
        guard let verb = rest.popFirst(), let width = digits.isEmpty ? 0 : Int(digits), width <= widthLimit else {
            throw Template.malformed("'printf' breaks off in a directive")
        }
        if verb == "%" { return "%" }
        guard let value = values.popFirst() else { throw Template.malformed("'printf' is given too few values") }
        let text = try text(value, verb)
        let padding = String(repeating: " ", count: max(width - text.count, 0))
        return isLeft ? text + padding : padding + text
    }

    private static func text(_ value: JSONValue, _ verb: Character) throws -> String {
        switch verb {
        case "s", "v": return value.plainText
        case "q": return JSONValue.quoted(value.plainText)
        case "d", "x":
            guard case .number(let text) = value, let number = Int(text) else {
                throw Template.malformed("'%\(verb)' is given '\(value.plainText)', which is no whole number")
            }
            return String(number, radix: verb == "x" ? 16 : 10)
        default: throw Template.malformed("'printf' does not know '%\(verb)'")
        }
    }
}
