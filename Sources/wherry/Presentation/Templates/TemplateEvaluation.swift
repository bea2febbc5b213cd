import JSON

/// One rendering of a template.
struct TemplateEvaluation {
    private(set) var output = ""
    private var dot: JSONValue
    private var variables: [String: JSONValue]
    private let labels: Template.Labels

    init(_ value: JSONValue, labels: Template.Labels) {
        self.labels = labels
        dot = value
        variables = ["": value]
    }

    mutating func run(_ nodes: [Template.Node]) throws {
        for node in nodes { try run(node) }
    }

    private mutating func run(_ node: Template.Node) throws {
        switch node {
        case .text(let text): output += text
        case .output(let expression): output += try value(expression).plainText
        case .assignment(let name, let expression): variables[name] = try value(expression)
        case .condition(let expression, let then, let otherwise):
            try run(try value(expression).isTrue ? then : otherwise)
        case .scope(let expression, let body, let otherwise):
            let subject = try value(expression)
            if subject.isTrue { try run(body, dot: subject) } else { try run(otherwise) }
        case .loop(let key, let element, let expression, let body, let otherwise):
            let pairs = try pairs(try value(expression))
            if pairs.isEmpty { try run(otherwise) }
            for pair in pairs {
                if let key { variables[key] = pair.key }
                if let element { variables[element] = pair.element }
                try run(body, dot: pair.element)
            }
        }
    }

    private mutating func run(_ nodes: [Template.Node], dot inner: JSONValue) throws {
        let outer = dot
        dot = inner
        defer { dot = outer }
        try run(nodes)
    }

    /// Maps in the order of their keys, as Go goes through them.
    private func pairs(_ value: JSONValue) throws -> [(key: JSONValue, element: JSONValue)] {
        switch value {
        case .null: []
        case .array(let elements): elements.enumerated().map { (.integer($0.offset), $0.element) }
        case .object(let members):
            members.sorted { $0.name < $1.name }.map { (.string($0.name), $0.value) }
        default: throw Template.malformed("'range' over '\(value.plainText)', which is no list")
        }
    }

    private func value(_ expression: Template.Expression) throws -> JSONValue {
        switch expression {
        case .literal(let value): return value
        case .dot: return dot
        case .variable(let name):
            guard let value = variables[name] else { throw Template.malformed("variable '$\(name)' is not set") }
            return value
        case .field(let base, let name):
            let base = try value(base)
            if case .null = base { return .null }
            guard let member = base[name] else { throw Template.noField(name) }
            return member
        case .label(let name): return .string(try label(name))
        case .call(let name, let arguments):
            return try TemplateFunctions.call(name, try arguments.map(value))
        }
    }

    private func label(_ name: String) throws -> String {
        switch labels {
        case .row(let labels): labels[name] ?? ""
        case .headings: name
        case .absent: throw Template.noLabels
        }
    }
}
