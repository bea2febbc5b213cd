import ArgumentParser
import JSON

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
        let description = try Description(json: Array(command._dumpHelp().utf8))
        for argument in description.command.arguments {
            if argument.kind == "positional" {
                endsAtFirstWord = endsAtFirstWord || argument.parsingStrategy == "allRemainingInput"
            } else {
                add(argument)
            }
        }
    }

    private mutating func add(_ argument: Description.Argument) {
        let names = argument.names
        guard let first = names.first(where: { $0.kind == "long" }) else { return }
        let flag = Flag(name: first.name, takesValue: argument.kind == "option")
        for name in names {
            if name.kind == "long" { long[name.name] = flag }
            if name.kind == "short", let letter = name.name.first { short[letter] = flag }
        }
    }
}

/// What matters here of ArgumentParser's description of a command.
private struct Description: JSONMapped {
    var command = Command()

    mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("command", &command)
    }

    struct Command: JSONMapped {
        var arguments: [Argument] = []

        mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
            try members.defaulted("arguments", &arguments, as: .value)
        }
    }

    struct Argument: JSONMapped {
        var kind = ""
        var parsingStrategy = ""
        var names: [Name] = []

        mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
            try members.required("kind", &kind)
            try members.required("parsingStrategy", &parsingStrategy)
            try members.defaulted("names", &names, as: .value)
        }
    }

    struct Name: JSONMapped {
        var kind = ""
        var name = ""

        mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
            try members.required("kind", &kind)
            try members.required("name", &name)
        }
    }
}
