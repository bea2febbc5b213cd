import ArgumentParser
import FoundationEssentials

/// The flags of one command, as ArgumentParser tells them.
struct CommandFlags {
    struct Flag: Equatable {
        let name: String
        let takesValue: Bool
    }

    /// By their long names and aliases.
    private(set) var long: [String: Flag] = [:]
    private(set) var short: [Character: Flag] = [:]
    /// Whether all that follows the first word that is no flag belongs to a command to run in a container.
    private(set) var endsAtFirstWord = false

    init(_ command: any ParsableCommand.Type) throws {
        let description = try JSONDecoder().decode(Description.self, from: Data(command._dumpHelp().utf8))
        for argument in description.command.arguments ?? [] {
            if argument.kind == "positional" {
                endsAtFirstWord = endsAtFirstWord || argument.parsingStrategy == "allRemainingInput"
            } else {
                add(argument)
            }
        }
    }

    private mutating func add(_ argument: Description.Argument) {
        let names = argument.names ?? []
        guard let first = names.first(where: { $0.kind == "long" }) else { return }
        let flag = Flag(name: first.name, takesValue: argument.kind == "option")
        for name in names {
            if name.kind == "long" { long[name.name] = flag }
            if name.kind == "short", let letter = name.name.first { short[letter] = flag }
        }
    }

    /// What matters here of ArgumentParser's description of a command.
    private struct Description: Decodable {
        struct Command: Decodable {
            let arguments: [Argument]?
        }

        struct Argument: Decodable {
            let kind: String
            let parsingStrategy: String
            let names: [Name]?
        }

        struct Name: Decodable {
            let kind: String
            let name: String
        }

        let command: Command
    }
}
