/// Options and operands of a command line, declared once: reading them and the help are made of it.
///
/// ```swift
/// mutating func declare<Syntax: ArgumentSyntax>(to syntax: inout Syntax) throws(Syntax.Failure) {
///     try syntax.flag("all", "a", &all, "To every process of the container.")
///     try syntax.operand("container-id", &id)
/// }
/// ```
protocol CommandArguments {
    init()

    /// Gives each option, and then each operand in its order, its turn.
    mutating func declare<Syntax: ArgumentSyntax>(to syntax: inout Syntax) throws(Syntax.Failure)
}

extension CommandArguments {
    init(_ given: GivenArguments) throws(UsageError) {
        self.init()
        var reader = ArgumentReader(given)
        try declare(to: &reader)
        try reader.checkCount(ArgumentList(of: Self.self))
    }
}

/// What ``CommandArguments/declare(to:)`` gives the arguments to: a list takes down what there is, a reader sets it.
protocol ArgumentSyntax {
    associatedtype Failure: Error

    /// An option that says all by being there.
    ///
    /// - Parameters:
    ///   - name: without hyphens.
    ///   - letter: a shorter name.
    mutating func flag(_ name: String, _ letter: String?, _ value: inout Bool, _ help: String) throws(Failure)

    /// An option with a value. Of an array it adds one each time it is given, otherwise the last one counts.
    ///
    /// - Parameter form: how the help writes the value.
    mutating func option<Value: OptionValue>(
        _ name: String, _ letter: String?, _ value: inout Value, _ form: String, _ help: String
    ) throws(Failure)

    mutating func operand(_ name: String, _ value: inout String) throws(Failure)

    /// An operand that may be left out, which leaves the value as it was.
    mutating func optionalOperand(_ name: String, _ value: inout String) throws(Failure)

    /// All that follows the operands before it, be it written like an option: the words of another program.
    mutating func rest(_ name: String, _ value: inout [String]) throws(Failure)
}

extension ArgumentSyntax {
    mutating func flag(_ name: String, _ value: inout Bool, _ help: String) throws(Failure) {
        try flag(name, nil, &value, help)
    }

    mutating func option<Value: OptionValue>(
        _ name: String, _ value: inout Value, _ form: String, _ help: String
    ) throws(Failure) {
        try option(name, nil, &value, form, help)
    }
}
