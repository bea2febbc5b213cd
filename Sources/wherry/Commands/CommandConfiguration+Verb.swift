import ArgumentParser

extension CommandConfiguration {
    /// A verb of `wherry`, or of one of its groups. Its `--help` is found by ``FlagGrammar``: ArgumentParser makes the
    /// names of its help flags anew for each command that it parses, by reflection.
    static func verb(
        _ name: String, _ abstract: String, of group: String = "wherry", usage: String? = nil, aliases: [String] = []
    ) -> CommandConfiguration {
        CommandConfiguration(
            commandName: name, _superCommandName: group, abstract: abstract,
            usage: usage.map { "\(group) \(name) \($0)" }, helpNames: [], aliases: aliases)
    }

    /// A group of verbs, such as `container`.
    static func group(_ name: String, _ abstract: String, _ verbs: [any ParsableCommand.Type]) -> CommandConfiguration {
        CommandConfiguration(
            commandName: name, _superCommandName: "wherry", abstract: abstract, subcommands: verbs, helpNames: .long)
    }
}
