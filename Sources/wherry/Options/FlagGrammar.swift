import ArgumentParser

/// Docker's grammar of flags, where it goes beyond ArgumentParser's: `-dp80:80`, `-it=false`, `--rm=true`.
///
/// Words that need it are written anew, in the long form. Others are left alone, and then nothing is asked of a
/// command's flags beforehand: that is the fast path, which `run --rm busybox true` takes.
struct FlagGrammar {
    private let flags: CommandFlags
    private var rest: ArraySlice<String>
    private var result: [String] = []

    /// - Throws: `CleanExit` where help is asked for.
    static func parse(_ command: any ParsableCommand.Type, _ words: [String]) throws -> any ParsableCommand {
        if try asksForHelp(command, words) { throw CleanExit.helpRequest(command) }
        if isPlain(words) { return try command.parseAsRoot(words) }
        var grammar = FlagGrammar(flags: try CommandFlags(command), rest: words[...])
        return try command.parseAsRoot(try grammar.rewritten())
    }

    /// Behind a command to run in a container it may be that command's own: ``PassthroughWords`` looks at those.
    private static func asksForHelp(_ command: any ParsableCommand.Type, _ words: [String]) throws -> Bool {
        guard words.prefix(while: { $0 != "--" }).contains("--help") else { return false }
        return try !CommandFlags(command).endsAtFirstWord
    }

    /// Whether ArgumentParser understands the words as they are.
    static func isPlain(_ words: [String]) -> Bool { !words.contains(where: isSpecial) }

    /// Several letters behind one dash, or a truth value, or an empty one.
    private static func isSpecial(_ word: String) -> Bool {
        guard word.hasPrefix("--") else { return word.hasPrefix("-") && word.utf8.count > 2 }
        return word.contains("=") && (word.hasSuffix("=") || truth(KeyValue.split(word).value) != nil)
    }

    private mutating func rewritten() throws -> [String] {
        while let word = rest.popFirst() {
            if word == "--" {
                return result + [word] + rest
            } else if word.hasPrefix("--") {
                try takeLong(word)
            } else if word.hasPrefix("-"), word != "-" {
                try takeShort(word)
            } else if flags.endsAtFirstWord {
                return result + ["--", word] + rest
            } else {
                result.append(word)
            }
        }
        return result
    }

    private mutating func takeLong(_ word: String) throws {
        if word == "--help" { throw CleanExit.helpRequest() }
        let (name, value) = KeyValue.split(word)
        guard let flag = flags.long[String(name.dropFirst(2))] else {
            throw CommandLineError.invalid("unknown flag: \(name)", hint: "see --help")
        }
        try take(flag, value: word.contains("=") ? value : nil, as: name)
    }

    /// A letter that takes a value ends the group: its value is what follows, or the next word.
    private mutating func takeShort(_ word: String) throws {
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            guard let flag = flags.short[letter] else {
                throw CommandLineError.invalid("unknown shorthand flag: '\(letter)' in \(word)", hint: "see --help")
            }
            let hasValue = letters.first == "=" || (flag.takesValue && !letters.isEmpty)
            guard hasValue else {
                try take(flag, value: nil, as: "-\(letter)")
                continue
            }
            return try take(flag, value: String(letters.first == "=" ? letters.dropFirst() : letters), as: "-\(letter)")
        }
    }

    private mutating func take(_ flag: CommandFlags.Flag, value: String?, as name: String) throws {
        if flag.takesValue {
            guard let value = value ?? rest.popFirst() else { throw CommandLineError.invalid("\(name) needs a value") }
            result += value.isEmpty ? ["--\(flag.name)", ""] : ["--\(flag.name)=\(value)"]
        } else if let value {
            guard let isOn = Self.truth(value) else {
                throw CommandLineError.invalid("invalid value '\(value)' for \(name)", hint: "expected true or false")
            }
            if isOn { result.append("--\(flag.name)") }
        } else {
            result.append("--\(flag.name)")
        }
    }

    /// The words that Go's `strconv.ParseBool` takes.
    private static func truth(_ text: String) -> Bool? {
        switch text {
        case "1", "t", "T", "true", "TRUE", "True": true
        case "0", "f", "F", "false", "FALSE", "False": false
        default: nil
        }
    }
}
