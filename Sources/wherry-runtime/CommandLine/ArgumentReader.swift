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
        try given.forEachValue(of: name) { given throws(UsageError) in
            guard value.take(given.text) else {
                throw .option("invalid boolean value \"\(given.text)\" for -\(given.name): parse error")
            }
        }
    }

    mutating func option<Value: OptionValue>(
        _ name: String, _ letter: String?, _ value: inout Value, _ form: String, _ help: String
    ) throws(UsageError) {
        try given.forEachValue(of: name) { given throws(UsageError) in
            guard value.take(given.text) else {
                throw .option("invalid value \"\(given.text)\" for flag -\(given.name): parse error")
            }
        }
    }

    /// That there are enough of them is what ``checkCount(_:)`` is for.
    mutating func operand(_ name: String, _ value: inout String) { value = operands.popFirst() ?? value }

    mutating func optionalOperand(_ name: String, _ value: inout String) {
        value = operands.popFirst() ?? value
    }

    mutating func rest(_ name: String, _ value: inout [String]) {
        value = Array(operands)
        operands = []
    }

    /// To be called when all arguments have had their turn.
    func checkCount(_ list: ArgumentList) throws(UsageError) {
        let (least, most) = (list.leastOperands, list.mostOperands)
        let count = given.operands.count
        if least == most, count != least { throw .operands("requires exactly \(least) argument(s)") }
        if count < least { throw .operands("requires a minimum of \(least) argument(s)") }
        if let most, count > most { throw .operands("requires a maximum of \(most) argument(s)") }
    }
}
