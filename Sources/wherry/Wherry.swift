import ArgumentParser

/// The command line: all verbs. The words are parsed by ``Dispatch``; this tree serves help and completions.
struct Wherry: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wherry", abstract: "Run containers: a client of the Wherry engine.",
        version: "wherry version \(ProgramVersion.current)",
        subcommands: verbs
            + [
                Completion.self, ContainerGroup.self, ImageGroup.self, NetworkGroup.self, SystemGroup.self,
                VolumeGroup.self,
            ], helpNames: .long)

    static let verbs: [any EngineCommand.Type] = [
        Attach.self, Create.self, Events.self, Exec.self, History.self, Images.self, Import.self, Info.self,
        Inspect.self, Kill.self, Load.self, Login.self, Logout.self, Logs.self, Port.self, Ps.self,
        Pull.self, Push.self, Rename.self, Restart.self, Rm.self, Rmi.self, Run.self, Save.self, Start.self,
        Stats.self, Stop.self, Tag.self, Top.self, Version.self, Wait.self,
    ]

    @Option(name: [.customShort("H"), .long], help: "Address of the engine: unix:///path or tcp://address:port.")
    var host: String?
}
