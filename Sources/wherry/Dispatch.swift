import ArgumentParser

/// Finds the verb in the words that were typed, and parses its own with it alone.
///
/// The whole tree is not given to ArgumentParser to parse, for three reasons: words of the command to run in a
/// container are then never taken for ours, a container may be named as a verb is, and the start is faster, as only the
/// flags of one command are looked at.
struct Dispatch {
    private(set) var command: any ParsableCommand.Type = Wherry.self
    /// The command, where it is not one of a group.
    private var verb: (any EngineCommand.Type)?
    /// The command's own words.
    private(set) var arguments: ArraySlice<String>

    /// - Parameter words: behind the flags that stand before the verb.
    init(_ words: ArraySlice<String>) throws {
        arguments = words
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

    func parse() throws -> any ParsableCommand { try FlagGrammar.parse(command, Array(arguments)) }

    /// What was parsed, if it is a verb. It is asked first for its own type, which is known: whether a type conforms to
    /// a protocol takes the Swift runtime a search of all conformances.
    func engineCommand(_ parsed: any ParsableCommand) -> (any EngineCommand)? {
        if let verb, let command = Self.cast(parsed, to: verb) { return command }
        return parsed as? any EngineCommand
    }

    private static func cast<Verb: EngineCommand>(_ parsed: any ParsableCommand, to _: Verb.Type) -> Verb? {
        parsed as? Verb
    }
}
