/// Sets options and operands to what was given.
struct ArgumentReader: ArgumentSyntax {
    typealias Failure = UsageError

    private let given: GivenArguments
    private var operands: ArraySlice<String>

    init(_ given: GivenArguments) {
        self.given = given
        operands = given.operands[...]
    }

    mutating func flag(_ name: String, _ letter: String?, _ value: inout Bool, _ help: String) throws(UsageError) {
        try set(name, &value, "true|false")
    }

    mutating func option<Value: OptionValue>(
        _ name: String, _ letter: String?, _ value: inout Value, _ form: String, _ help: String
    ) throws(UsageError) {
        try set(name, &value, form)
    }

    private func set(_ name: String, _ value: inout some OptionValue, _ form: String) throws(UsageError) {
        try given.forEachValue(of: name) { text throws(UsageError) in
            guard value.take(text) else { throw UsageError("--\(name) takes \(form), not '\(text)'") }
        }
    }

    mutating func operand(_ name: String, _ value: inout String) throws(UsageError) {
        guard let operand = operands.popFirst() else { throw UsageError("<\(name)> is missing") }
        value = operand
    }

    mutating func optionalOperand(_ name: String, _ value: inout String) {
        value = operands.popFirst() ?? value
    }

    mutating func rest(_ name: String, _ value: inout [String]) {
        value = Array(operands.first == "--" ? operands.dropFirst() : operands)
        operands = []
    }

    /// To be called when all arguments have had their turn.
    func checkEnd() throws(UsageError) {
        if let operand = operands.first { throw UsageError("unexpected operand '\(operand)'") }
    }
}
