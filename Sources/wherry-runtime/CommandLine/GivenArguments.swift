/// The words of a command line, told apart as Go's `flag` package does, which runc's clients write for: an option has
/// one hyphen or two, its value follows `=` or is the next word, and `--` ends the options.
struct GivenArguments: Equatable {
    /// What an option was given; a flag that was given nothing has `true`.
    private struct Value: Equatable {
        let option: String
        let text: String
    }

    private var values: [Value] = []
    private(set) var operands: [String] = []
    /// Whether `--help` or `-h` is among them; what follows it is not looked at.
    private(set) var asksForHelp = false

    init(_ words: some Sequence<String>, for list: ArgumentList) throws(UsageError) {
        var words = Array(words)[...]
        while !asksForHelp, let word = words.popFirst() {
            if word == "--" {
                operands += words
                return
            }
            if word.hasPrefix("-"), word != "-" {
                try take(word, &words, list)
            } else {
                operands.append(word)
                if list.endsWithRest {
                    operands += words
                    return
                }
            }
        }
    }

    private mutating func take(
        _ word: String, _ following: inout ArraySlice<String>, _ list: ArgumentList
    ) throws(UsageError) {
        let separator = word.firstIndex(of: "=")
        let title = word[..<(separator ?? word.endIndex)]
        let name = String(title.dropFirst(word.hasPrefix("--") ? 2 : 1))
        guard let option = list[name] else {
            guard name == "help" || name == "h" else { throw UsageError("unknown option '\(title)'") }
            asksForHelp = true
            return
        }
        if let separator {
            values.append(Value(option: option.name, text: String(word[word.index(after: separator)...])))
        } else if option.form == nil {
            values.append(Value(option: option.name, text: "true"))
        } else if let text = following.popFirst() {
            values.append(Value(option: option.name, text: text))
        } else {
            throw UsageError("option '\(word)' needs a value")
        }
    }

    /// Hands on what was given to an option, in that order.
    func forEachValue<Failure: Error>(of option: String, _ body: (String) throws(Failure) -> Void) throws(Failure) {
        for value in values where value.option == option { try body(value.text) }
    }
}
