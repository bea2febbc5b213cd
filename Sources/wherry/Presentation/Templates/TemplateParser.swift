import JSON

/// Builds a template's nodes from its tokens.
struct TemplateParser {
    private typealias Token = TemplateLexer.Token

    private static let depthLimit = 100
    private static let refused: Set<String> = ["template", "define", "block", "break", "continue"]

    private var tokens: ArraySlice<TemplateLexer.Token>
    private var depth = 0

    init(tokens: [TemplateLexer.Token]) {
        self.tokens = tokens[...]
    }

    mutating func template() throws -> [Template.Node] {
        let (nodes, ending) = try nodes()
        if let ending { throw Template.malformed("'\(ending)' without a beginning") }
        return nodes
    }

    /// - Returns: the nodes up to `end` or `else`, and which of them it was; its action is not yet closed.
    private mutating func nodes() throws -> ([Template.Node], ending: String?) {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw Template.malformed("nested too deeply") }
        var nodes: [Template.Node] = []
        while let token = tokens.popFirst() {
            if case .text(let text) = token {
                nodes.append(.text(text))
            } else if case .word(let word)? = tokens.first, word == "end" || word == "else" {
                tokens.removeFirst()
                return (nodes, word)
            } else {
                nodes.append(try action())
            }
        }
        return (nodes, nil)
    }

    private mutating func action() throws -> Template.Node {
        if case .word(let word)? = tokens.first {
            if Self.refused.contains(word) { throw Template.malformed("'\(word)' is not served") }
            if ["if", "with", "range"].contains(word) {
                tokens.removeFirst()
                return try block(word)
            }
        }
        if case .variable(let name)? = tokens.first, let next = tokens.dropFirst().first,
            next == .symbol(":=") || next == .symbol("=")
        {
            tokens = tokens.dropFirst(2)
            return .assignment(name, try closedPipeline())
        }
        return .output(try closedPipeline())
    }

    private mutating func block(_ word: String) throws -> Template.Node {
        let (key, element) = word == "range" ? try loopVariables() : (nil, nil)
        let subject = try closedPipeline()
        let (body, ending) = try nodes()
        guard let ending else { throw Template.malformed("'\(word)' has no 'end'") }
        let otherwise = ending == "else" ? try alternative(word) : []
        if ending == "end" { try close() }
        switch word {
        case "if": return .condition(subject, then: body, otherwise: otherwise)
        case "with": return .scope(subject, body: body, otherwise: otherwise)
        default: return .loop(key: key, element: element, subject, body: body, otherwise: otherwise)
        }
    }

    /// What follows `else`, up to and with the `end`.
    private mutating func alternative(_ word: String) throws -> [Template.Node] {
        if case .word("if")? = tokens.first {
            tokens.removeFirst()
            return [try block("if")]
        }
        try close()
        let (nodes, ending) = try nodes()
        guard ending == "end" else { throw Template.malformed("'\(word)' has no 'end'") }
        try close()
        return nodes
    }

    /// `$element :=` or `$key, $element :=`.
    private mutating func loopVariables() throws -> (key: String?, element: String?) {
        guard case .variable(let first)? = tokens.first else { return (nil, nil) }
        let next = tokens.dropFirst()
        if next.first == .symbol(":=") {
            tokens = next.dropFirst()
            return (nil, first)
        }
        if next.first == .symbol(","), case .variable(let second)? = next.dropFirst().first,
            next.dropFirst(2).first == .symbol(":=")
        {
            tokens = next.dropFirst(3)
            return (first, second)
        }
        return (nil, nil)
    }

    private mutating func closedPipeline() throws -> Template.Expression {
        let expression = try pipeline()
        try close()
        return expression
    }

    private mutating func close() throws {
        guard tokens.popFirst() == .close else { throw Template.malformed("an action is longer than is understood") }
    }

    /// Commands with `|` between: the value of one is the last argument of the next.
    private mutating func pipeline() throws -> Template.Expression {
        var expression = try command()
        while tokens.first == .symbol("|") {
            tokens.removeFirst()
            guard case .call(let name, let arguments) = try command() else {
                throw Template.malformed("what follows '|' is not a function")
            }
            expression = .call(name, arguments + [expression])
        }
        return expression
    }

    private mutating func command() throws -> Template.Expression {
        guard case .word(let name)? = tokens.first, !["true", "false", "nil"].contains(name) else {
            return try method(of: try operand())
        }
        guard TemplateFunctions.names.contains(name) else {
            throw Template.malformed("function '\(name)' is not served")
        }
        tokens.removeFirst()
        var arguments: [Template.Expression] = []
        while let token = tokens.first, ![.close, .symbol("|"), .symbol(")")].contains(token) {
            arguments.append(try operand())
        }
        return .call(name, arguments)
    }

    /// The one method that Docker's rows have with an argument: `.Label "name"`.
    private mutating func method(of operand: Template.Expression) throws -> Template.Expression {
        guard operand == .field(.dot, "Label"), case .string(let name)? = tokens.first else { return operand }
        tokens.removeFirst()
        return .label(name)
    }

    private mutating func operand() throws -> Template.Expression {
        var expression = try primary()
        while case .member(let name)? = tokens.first {
            tokens.removeFirst()
            expression = .field(expression, name)
        }
        return expression
    }

    private mutating func primary() throws -> Template.Expression {
        switch tokens.popFirst() {
        case .dot: return .dot
        case .field(let name): return .field(.dot, name)
        case .variable(let name): return .variable(name)
        case .string(let text): return .literal(.string(text))
        case .number(let text): return .literal(.number(text))
        case .word("true"): return .literal(.bool(true))
        case .word("false"): return .literal(.bool(false))
        case .word("nil"): return .literal(.null)
        case .word(let name) where TemplateFunctions.names.contains(name): return .call(name, [])
        case .word(let name): throw Template.malformed("function '\(name)' is not served")
        case .symbol("("): return try parenthesized()
        case .close: throw Template.malformed("an action is empty or breaks off")
        case let other: throw Template.malformed("unexpected \(other.map { "\($0)" } ?? "end")")
        }
    }

    private mutating func parenthesized() throws -> Template.Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw Template.malformed("nested too deeply") }
        let expression = try pipeline()
        guard tokens.popFirst() == .symbol(")") else { throw Template.malformed("'(' has no ')'") }
        return expression
    }
}
