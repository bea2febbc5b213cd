/// Cuts a template into text and the tokens of its actions.
struct TemplateLexer {
    enum Token: Equatable {
        case text(String)
        case open
        case close
        /// A keyword, a function, `true`, `false` or `nil`.
        case word(String)
        /// A dot alone.
        case dot
        /// A dot and a name.
        case field(String)
        /// The same, right behind what it is a field of.
        case member(String)
        case variable(String)
        case string(String)
        case number(String)
        /// `|`, `(`, `)`, `,`, `:=` or `=`.
        case symbol(String)
    }

    private var rest: Substring
    private var tokens: [Token] = []

    static func tokens(_ source: String) throws -> [Token] {
        var lexer = TemplateLexer(rest: source[...])
        try lexer.run()
        return lexer.tokens
    }

    private init(rest: Substring) {
        self.rest = rest
    }

    private mutating func run() throws {
        var trimsStart = false
        while let open = rest.firstRange(of: "{{") {
            let text = rest[..<open.lowerBound]
            rest = rest[open.upperBound...]
            let trimsEnd = rest.hasPrefix("- ")
            if trimsEnd { rest = rest.dropFirst() }
            append(text, trimsStart: trimsStart, trimsEnd: trimsEnd)
            trimsStart = try action()
        }
        append(rest, trimsStart: trimsStart, trimsEnd: false)
    }

    private mutating func append(_ text: Substring, trimsStart: Bool, trimsEnd: Bool) {
        var text = text
        if trimsStart { text = text.drop(while: \.isWhitespace) }
        if trimsEnd { while text.last?.isWhitespace == true { text.removeLast() } }
        if !text.isEmpty { tokens.append(.text(String(text))) }
    }

    /// - Returns: whether white space after the action is trimmed.
    private mutating func action() throws -> Bool {
        if rest.drop(while: \.isWhitespace).hasPrefix("/*") { return try comment() }
        tokens.append(.open)
        while true {
            let isAdjacent = rest.first?.isWhitespace == false && followsOperand
            rest = rest.drop(while: \.isWhitespace)
            for (ending, trims) in [("-}}", true), ("}}", false)] where rest.hasPrefix(ending) {
                rest = rest.dropFirst(ending.count)
                tokens.append(.close)
                return trims
            }
            let token = try token()
            if case .field(let name) = token, isAdjacent { tokens.append(.member(name)) } else { tokens.append(token) }
        }
    }

    private var followsOperand: Bool {
        switch tokens.last {
        case .field, .member, .variable, .symbol(")"): true
        default: false
        }
    }

    private mutating func comment() throws -> Bool {
        guard let end = rest.firstRange(of: "*/") else { throw Template.malformed("a comment has no end") }
        rest = rest[end.upperBound...].drop(while: \.isWhitespace)
        let trims = rest.hasPrefix("-")
        if trims { rest = rest.dropFirst() }
        guard rest.hasPrefix("}}") else { throw Template.malformed("a comment stands alone in its action") }
        rest = rest.dropFirst(2)
        return trims
    }

    private mutating func token() throws -> Token {
        guard let first = rest.first else { throw Template.malformed("'{{' has no '}}'") }
        switch first {
        case "\"", "`": return .string(try string(first))
        case "$":
            rest = rest.dropFirst()
            return .variable(name())
        case ".":
            rest = rest.dropFirst()
            let name = name()
            return name.isEmpty ? .dot : .field(name)
        case "|", "(", ")", ",", "=":
            rest = rest.dropFirst()
            return .symbol(String(first))
        case ":" where rest.hasPrefix(":="):
            rest = rest.dropFirst(2)
            return .symbol(":=")
        default: return try wordOrNumber(first)
        }
    }

    private mutating func wordOrNumber(_ first: Character) throws -> Token {
        if first.isASCII, first.isNumber || first == "-" {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == "-" || $0 == ".") }
            guard Double(digits) != nil else { throw Template.malformed("'\(digits)' is not a number") }
            rest = rest[digits.endIndex...]
            return .number(String(digits))
        }
        let name = name()
        guard !name.isEmpty else { throw Template.malformed("unexpected '\(first)'") }
        return .word(name)
    }

    private mutating func name() -> String {
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        rest = rest[name.endIndex...]
        return String(name)
    }

    /// In quotes with escapes, or in backquotes as it stands.
    private mutating func string(_ quote: Character) throws -> String {
        rest = rest.dropFirst()
        var text = ""
        while let character = rest.popFirst() {
            if character == quote { return text }
            if character == "\\", quote == "\"" {
                text.append(try escape())
            } else {
                text.append(character)
            }
        }
        throw Template.malformed("a string has no end")
    }

    private mutating func escape() throws -> Character {
        switch rest.popFirst() {
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "\\": return "\\"
        case "\"": return "\""
        case let other: throw Template.malformed("unknown escape '\\\(other.map(String.init) ?? "")'")
        }
    }
}

extension Substring {
    /// Where `text` is found first.
    fileprivate func firstRange(of text: String) -> Range<Index>? {
        var index = startIndex
        while index < endIndex {
            if self[index...].hasPrefix(text) { return index..<self.index(index, offsetBy: text.count) }
            formIndex(after: &index)
        }
        return nil
    }
}
