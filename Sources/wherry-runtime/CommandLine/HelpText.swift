/// What `--help` prints, under the headings that runc's has.
struct HelpText {
    private var sections: [String] = []

    var text: String { sections.joined(separator: "\n\n") }

    /// Of the program.
    init(_ program: String, _ summary: String, commands: [any Command.Type]) {
        add("NAME", ["\(program) - \(summary)"])
        add("USAGE", ["\(program) [global options] command [command options] [arguments...]"])
        add(
            "COMMANDS",
            Self.table(commands.map { ($0.name, $0.summary) } + [("help, h", "Show the help of a command.")]))
        addOptions("GLOBAL OPTIONS", ArgumentList(of: GlobalOptions.self))
    }

    /// Of a command.
    init(_ program: String, _ command: (some Command).Type) {
        let list = ArgumentList(of: command)
        let operands = list.operands.map { $0.usage }
        add("NAME", ["\(program) \(command.name) - \(command.summary)"])
        add("USAGE", [([program, command.name, "[command options]"] + operands).joined(separator: " ")])
        addOptions("OPTIONS", list)
    }

    private mutating func addOptions(_ heading: String, _ list: ArgumentList) {
        add(heading, Self.table(list.options.map { ($0.title, $0.help) } + [("--help, -h", "Show this.")]))
    }

    private mutating func add(_ heading: String, _ lines: [String]) {
        sections.append(([heading + ":"] + lines.map { "   " + $0 }).joined(separator: "\n"))
    }

    private static func table(_ rows: [(title: String, text: String)]) -> [String] {
        let width = rows.map(\.title.count).max() ?? 0
        return rows.map { $0.title + String(repeating: " ", count: width - $0.title.count + 2) + $0.text }
    }
}

extension ArgumentList.Operand {
    fileprivate var usage: String {
        switch count {
        case .one: "<\(name)>"
        case .oneOrNone: "[\(name)]"
        case .rest: "[\(name)...]"
        }
    }
}
