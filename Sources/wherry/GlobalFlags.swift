/// `-H`, `--host` and `-v`, which stand before the verb.
struct GlobalFlags {
    private(set) var host: String?
    /// The words behind them.
    private(set) var rest: ArraySlice<String>

    init(_ words: [String]) throws {
        rest = words[...]
        try take()
    }

    private mutating func take() throws {
        while let word = rest.first, word.hasPrefix("-") {
            if word == "-H" || word == "--host" {
                rest.removeFirst()
                guard let value = rest.popFirst() else { throw CommandLineError.invalid("\(word) needs a value") }
                host = value
            } else if word == "-v" {
                rest[rest.startIndex] = "--version"
                return
            } else if let value = Self.value(of: word) {
                host = value
                rest.removeFirst()
            } else {
                return
            }
        }
    }

    private static func value(of word: String) -> String? {
        for prefix in ["--host=", "-H="] where word.hasPrefix(prefix) { return String(word.dropFirst(prefix.count)) }
        return nil
    }
}
