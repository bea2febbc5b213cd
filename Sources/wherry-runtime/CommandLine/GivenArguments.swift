/// The words of a command line, told apart as Go's `flag` package does, which runc's clients write for: an option has
/// one hyphen or two, its value follows `=` or is the next word, and `--` ends the options. Behind an operand, what is
/// not known as an option is an operand, too.
struct GivenArguments: Equatable {
    /// What an option was given; a flag that was given nothing has `true`.
    struct Value: Equatable {
        fileprivate let option: String
        /// The option's name as it was written: it may be its letter.
        let name: String
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
            if word.hasPrefix("-"), word != "-", try take(word, &words, list) { continue }
            operands.append(word)
            if list.endsWithRest {
                operands += words
                return
            }
        }
    }

    /// - Returns: `false` for an operand.
    private mutating func take(
        _ word: String, _ following: inout ArraySlice<String>, _ list: ArgumentList
    ) throws(UsageError) -> Bool {
        let separator = word.firstIndex(of: "=")
        let name = String(word[..<(separator ?? word.endIndex)].dropFirst(word.hasPrefix("--") ? 2 : 1))
        guard let option = list[name] else {
            if name == "help" || name == "h" {
                asksForHelp = true
                return true
            }
            guard operands.isEmpty else { return false }
            let isName = !name.isEmpty && !name.hasPrefix("-")
            throw .option(isName ? "flag provided but not defined: -\(name)" : "bad flag syntax: \(word)")
        }
        let text: String
        if let separator {
            text = String(word[word.index(after: separator)...])
        } else if option.form == nil {
            text = "true"
        } else if let next = following.popFirst() {
            text = next
        } else {
            throw .option("flag needs an argument: -\(name)")
        }
        values.append(Value(option: option.name, name: name, text: text))
        return true
    }

    /// Hands on what was given to an option, in that order.
    func forEachValue<Failure: Error>(of option: String, _ body: (Value) throws(Failure) -> Void) throws(Failure) {
        for value in values where value.option == option { try body(value) }
    }
}
