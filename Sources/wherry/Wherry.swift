import ArgumentParser

/// The command line: all verbs. The words are parsed by ``Dispatch``; this tree serves help and completions.
struct Wherry: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wherry", abstract: "Run containers: a client of the Wherry engine.",
        subcommands: [Run.self, Create.self], helpNames: .long)

    @Option(name: [.customShort("H"), .long], help: "Address of the engine: unix:///path or tcp://address:port.")
    var host: String?
}
