/// The words of a command line, told apart as Go's `flag` package does, which runc's clients write for: an option has
/// one hyphen or two, its value follows `=` or is the next word, and `--` ends the options.
struct GivenArguments: Equatable {
    /// What was given to each option, in that order; to a flag, `true` where it was given nothing.
    private(set) var values: [String: [String]] = [:]
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
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0].dropFirst(word.hasPrefix("--") ? 2 : 1))
        guard let option = list[name] else {
            guard ["help", "h"].contains(name) else { throw UsageError("unknown option '\(parts[0])'") }
            asksForHelp = true
            return
        }
        if parts.count == 2 {
            values[option.name, default: []].append(String(parts[1]))
        } else if option.form == nil {
            values[option.name, default: []].append("true")
        } else if let value = following.popFirst() {
            values[option.name, default: []].append(value)
        } else {
            throw UsageError("option '\(word)' needs a value")
        }
    }
}
