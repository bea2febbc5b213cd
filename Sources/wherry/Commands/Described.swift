import ArgumentParser

/// A command as help and completions tell of it: with the flag `--help`, which ``FlagGrammar`` finds by itself and a
/// verb's own configuration does without, as a start with it takes longer.
struct Described<Command: ParsableCommand>: ParsableCommand {
    static var configuration: CommandConfiguration {
        var configuration = Command.configuration
        configuration.helpNames = .long
        configuration.subcommands = configuration.subcommands.map(describing)
        return configuration
    }

    @OptionGroup var command: Command
}

func describing(_ command: any ParsableCommand.Type) -> any ParsableCommand.Type {
    func described<Command: ParsableCommand>(_: Command.Type) -> any ParsableCommand.Type { Described<Command>.self }
    return described(command)
}
