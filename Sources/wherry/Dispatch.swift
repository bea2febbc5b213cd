import ArgumentParser

/// Finds the verb in the words that were typed, and parses its own with it alone.
///
/// The whole tree is not given to ArgumentParser to parse, for three reasons: words of the command to run in a
/// container are then never taken for ours, a container may be named as a verb is, and the start is faster, as only the
/// flags of one command are looked at.
struct Dispatch {
    private(set) var host: String?
    private(set) var command: any ParsableCommand.Type = Wherry.self
    /// The command, where it is not one of a group.
    private var verb: (any EngineCommand.Type)?
    /// The command's own words.
    private(set) var arguments: ArraySlice<String>

    init(_ words: [String]) throws {
        arguments = words[...]
        try takeGlobalFlags()
        takeVerb()
        while let word = arguments.first, let next = Self.subcommand(word, of: command) {
            command = next
            arguments.removeFirst()
        }
        try checkVerb()
    }

    private mutating func takeVerb() {
        guard let word = arguments.first, let found = Wherry.verbs.first(where: { Self.isName(word, of: $0) }) else {
            return
        }
        verb = found
        command = found
        arguments.removeFirst()
    }

    /// `-H`, `--host` and `-v` stand before the verb.
    private mutating func takeGlobalFlags() throws {
        while let word = arguments.first, word.hasPrefix("-") {
            if word == "-H" || word == "--host" {
                arguments.removeFirst()
                guard let value = arguments.popFirst() else { throw CommandLineError.invalid("\(word) needs a value") }
                host = value
            } else if word == "-v" {
                arguments[arguments.startIndex] = "--version"
                return
            } else if let value = Self.value(of: word) {
                host = value
                arguments.removeFirst()
            } else {
                return
            }
        }
    }

    private static func value(of word: String) -> String? {
        for prefix in ["--host=", "-H="] where word.hasPrefix(prefix) { return String(word.dropFirst(prefix.count)) }
        return nil
    }

    private static func subcommand(_ word: String, of command: any ParsableCommand.Type) -> (any ParsableCommand.Type)?
    {
        command.configuration.subcommands.first { isName(word, of: $0) }
    }

    private static func isName(_ word: String, of command: any ParsableCommand.Type) -> Bool {
        command._commandName == word || command.configuration.aliases.contains(word)
    }

    private func checkVerb() throws {
        guard !command.configuration.subcommands.isEmpty, let word = arguments.first, !word.hasPrefix("-"),
            word != "help"
        else { return }
        let path = command == Wherry.self ? "wherry" : "wherry \(command._commandName)"
        throw CommandLineError.invalid("'\(word)' is not a command of \(path)", hint: "see '\(path) --help'")
    }

    func parse() throws -> any ParsableCommand {
        let words = Array(arguments)
        if command == Run.self, let usual = usualRun(words) { return usual }
        return try FlagGrammar.parse(command, words)
    }

    /// What was parsed, if it is a verb. It is asked first for its own type, which is known: whether a type conforms to
    /// a protocol takes the Swift runtime a search of all conformances.
    func engineCommand(_ parsed: any ParsableCommand) -> (any EngineCommand)? {
        if let verb, let command = Self.cast(parsed, to: verb) { return command }
        return parsed as? any EngineCommand
    }

    private static func cast<Verb: EngineCommand>(_ parsed: any ParsableCommand, to _: Verb.Type) -> Verb? {
        parsed as? Verb
    }

    /// - Returns: `nil` where there are flags that it does not have: ArgumentParser takes them for the image and its
    ///   command.
    private func usualRun(_ words: [String]) -> UsualRun? {
        guard FlagGrammar.isPlain(words), let run = try? UsualRun.parseAsRoot(words) as? UsualRun,
            run.words.first?.hasPrefix("-") != true
        else { return nil }
        return run
    }
}
