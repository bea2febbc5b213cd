/// The words of a Dockerfile instruction: separated by blanks, quoted by `"` or `'`, a backslash before what shall be
/// itself.
struct InstructionWords {
    /// - Returns: `nil` when a quote is not closed.
    static func split(_ text: Substring) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var rest = text
        while let character = rest.popFirst() {
            switch character {
            case "\\" where quote != "'": word = (word ?? "") + (rest.popFirst().map(String.init) ?? "\\")
            case quote: quote = nil
            case "\"" where quote == nil, "'" where quote == nil:
                quote = character
                word = word ?? ""
            case " " where quote == nil, "\t" where quote == nil:
                if let done = word { words.append(done) }
                word = nil
            default: word = (word ?? "") + String(character)
            }
        }
        guard quote == nil else { return nil }
        if let last = word { words.append(last) }
        return words
    }
}
