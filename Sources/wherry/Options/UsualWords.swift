/// Reads flags from the front of a command's words without ArgumentParser, whose work takes a third of a `run`'s time.
///
/// It is for the commands that are typed most, with the flags that they mostly have. It knows no mistakes: where there
/// is any other word, ArgumentParser reads them all, and says what is wrong.
struct UsualWords {
    /// What is not read yet.
    private(set) var rest: ArraySlice<String>
    /// Of a word of several, such as the `t` of `-it`.
    private var letters: Substring = ""
    /// Behind the `=` of a word.
    private var attached: String?

    init(_ words: ArraySlice<String>) {
        rest = words
    }

    /// The next flag, such as `-i` or `--rm`; `nil` before the first word that is none. What no command has as a flag,
    /// such as `--` or a value for a flag that takes none, comes as a flag too.
    mutating func nextFlag() -> String? {
        if let attached { return attached }
        if let letter = letters.popFirst() { return "-\(letter)" }
        guard let word = rest.first, word.hasPrefix("-"), word != "-" else { return nil }
        rest.removeFirst()
        guard word.hasPrefix("--") else {
            letters = word.dropFirst(2)
            return String(word.prefix(2))
        }
        guard let separator = word.firstIndex(of: "=") else { return word }
        attached = String(word[word.index(after: separator)...])
        return String(word[..<separator])
    }

    /// The value of the flag that was read last: what stands behind it in its word, or the next word.
    ///
    /// - Returns: `nil` where there is none, or an empty one.
    mutating func value() -> String? {
        defer { (letters, attached) = ("", nil) }
        if let attached { return attached.isEmpty ? nil : attached }
        if !letters.isEmpty { return letters.hasPrefix("=") ? nil : String(letters) }
        return rest.popFirst().flatMap { $0.isEmpty ? nil : $0 }
    }
}
