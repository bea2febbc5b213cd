extension Template {
    /// What a template takes of the value that it is rendered for, whatever way the rendering goes.
    struct Needs {
        /// Fields of the value itself.
        fileprivate(set) var fields: Set<String> = []
        /// Whether there is a `.Label "name"`.
        fileprivate(set) var labels = false
    }

    var needs: Needs {
        var needs = Needs()
        needs.add(nodes, dotIsWhole: true)
        return needs
    }

    static func noField(_ name: String) -> CommandLineError { malformed("there is no field '\(name)'") }
    static var noLabels: CommandLineError { malformed("there is no method 'Label'") }
}

extension Template.Needs {
    /// - Parameter dotIsWhole: whether the dot is the whole value there, as it is outside `with` and `range`.
    fileprivate mutating func add(_ nodes: [Template.Node], dotIsWhole: Bool) {
        for node in nodes {
            switch node {
            case .text: break
            case .output(let expression), .assignment(_, let expression): add(expression, dotIsWhole)
            case .condition(let expression, let then, let otherwise):
                add(expression, dotIsWhole)
                add(then, dotIsWhole: dotIsWhole)
                add(otherwise, dotIsWhole: dotIsWhole)
            case .scope(let expression, let body, let otherwise), .loop(_, _, let expression, let body, let otherwise):
                add(expression, dotIsWhole)
                add(body, dotIsWhole: false)
                add(otherwise, dotIsWhole: dotIsWhole)
            }
        }
    }

    private mutating func add(_ expression: Template.Expression, _ dotIsWhole: Bool) {
        switch expression {
        case .literal, .dot, .variable: break
        case .field(.dot, let name) where dotIsWhole: fields.insert(name)
        case .field(.variable(""), let name): fields.insert(name)
        case .field(let base, _): add(base, dotIsWhole)
        case .label: labels = true
        case .call(_, let arguments):
            for argument in arguments { add(argument, dotIsWhole) }
        }
    }
}
