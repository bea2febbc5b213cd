/// Takes down what a command line may hold.
struct ArgumentList: ArgumentSyntax {
    struct Option {
        let name: String
        let letter: String?
        /// How the value is written; `nil` of a flag.
        let form: String?
        let help: String

        /// Such as `--env, -e NAME=VALUE`.
        var title: String {
            let names = ["--\(name)"] + (letter.map { ["-\($0)"] } ?? [])
            return names.joined(separator: ", ") + (form.map { " \($0)" } ?? "")
        }
    }

    struct Operand {
        enum Count { case one, oneOrNone, rest }
        let name: String
        let count: Count
    }

    private(set) var options: [Option] = []
    private(set) var operands: [Operand] = []

    init<Arguments: CommandArguments>(of type: Arguments.Type) {
        var arguments = Arguments()
        arguments.declare(to: &self)
    }

    /// Whether the first operand ends the options, since those behind it may be another program's.
    var endsWithRest: Bool { operands.last?.count == .rest }

    var leastOperands: Int { operands.count { $0.count == .one } }
    /// `nil` where there may be any number.
    var mostOperands: Int? { endsWithRest ? nil : operands.count }

    /// The option of a name or a letter.
    subscript(name: String) -> Option? { options.first { $0.name == name || $0.letter == name } }

    mutating func flag(_ name: String, _ letter: String?, _ value: inout Bool, _ help: String) {
        options.append(Option(name: name, letter: letter, form: nil, help: help))
    }

    mutating func option<Value: OptionValue>(
        _ name: String, _ letter: String?, _ value: inout Value, _ form: String, _ help: String
    ) {
        options.append(Option(name: name, letter: letter, form: form, help: help))
    }

    mutating func operand(_ name: String, _ value: inout String) {
        operands.append(Operand(name: name, count: .one))
    }

    mutating func optionalOperand(_ name: String, _ value: inout String) {
        operands.append(Operand(name: name, count: .oneOrNone))
    }

    mutating func rest(_ name: String, _ value: inout [String]) {
        operands.append(Operand(name: name, count: .rest))
    }
}
