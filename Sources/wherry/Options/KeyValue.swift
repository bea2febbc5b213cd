/// Words such as `name=value`.
enum KeyValue {
    /// A word without `=` is a name with an empty value.
    static func split(_ word: String) -> (name: String, value: String) {
        guard let separator = word.firstIndex(of: "=") else { return (word, "") }
        return (String(word[..<separator]), String(word[word.index(after: separator)...]))
    }

    /// - Throws: where a word has no name, or no `=` where `needsValue`.
    static func dictionary(_ words: [String], for flag: String, needsValue: Bool = false) throws -> [String: String] {
        var result: [String: String] = [:]
        for word in words {
            let (name, value) = split(word)
            guard !name.isEmpty, !needsValue || word.contains("=") else {
                throw CommandLineError.invalid("invalid value '\(word)' for \(flag)", hint: "expected name=value")
            }
            result[name] = value
        }
        return result
    }
}
