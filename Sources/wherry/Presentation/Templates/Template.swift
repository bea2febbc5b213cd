import JSON

/// The template of `--format`: the part of Go's `text/template` that serves to show values. What is not understood is
/// refused by name.
struct Template {
    let nodes: [Node]

    indirect enum Node: Equatable {
        case text(String)
        case output(Expression)
        case assignment(String, Expression)
        case condition(Expression, then: [Node], otherwise: [Node])
        /// Like a condition, with the value as the dot.
        case scope(Expression, body: [Node], otherwise: [Node])
        case loop(key: String?, element: String?, Expression, body: [Node], otherwise: [Node])
    }

    indirect enum Expression: Equatable {
        case literal(JSONValue)
        case dot
        /// `$` alone has the empty name, and is the whole value.
        case variable(String)
        case field(Expression, String)
        /// `.Label "name"` of a row.
        case label(String)
        case call(String, [Expression])
    }

    init(_ source: String) throws {
        var parser = TemplateParser(tokens: try TemplateLexer.tokens(source))
        nodes = try parser.template()
    }

    /// What `.Label "name"` gives.
    enum Labels {
        /// The thing has no labels.
        case absent
        case row([String: String])
        /// The name itself.
        case headings
    }

    func render(_ value: JSONValue, labels: Labels = .absent) throws -> String {
        var evaluation = TemplateEvaluation(value, labels: labels)
        try evaluation.run(nodes)
        return evaluation.output
    }

    static func malformed(_ what: String) -> CommandLineError {
        .invalid("invalid format: \(what)")
    }
}
