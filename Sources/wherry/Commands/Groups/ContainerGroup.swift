import ArgumentParser

/// `wherry container …`: the verbs of containers under their longer names.
struct ContainerGroup: ParsableCommand {
    static let configuration = CommandConfiguration.group(
        "container", "Manage containers",
        [
            Attach.self, Create.self, Exec.self, ContainerInspection.self, Kill.self, ContainerList.self, Logs.self,
            Port.self, ContainerPrune.self, Rename.self, Restart.self, Rm.self, Run.self, Start.self, Stats.self,
            Stop.self, Top.self, Wait.self,
        ])
}

struct ContainerList: EngineCommand {
    static let configuration = CommandConfiguration.verb(
        "ls", "List containers", of: "wherry container", aliases: ["list", "ps"])

    @OptionGroup var list: Ps

    func run(in session: Session) throws -> ExitStatus {
        try list.run(in: session)
    }
}

struct ContainerInspection: EngineCommand {
    static let configuration = CommandConfiguration.verb(
        "inspect", "Show all that is known of containers", of: "wherry container")

    @Option(name: .shortAndLong, parsing: .unconditional, help: "json, or a template such as '{{.State.Pid}}'.")
    var format: String?
    @Flag(name: .shortAndLong, help: "Count their sizes.")
    var size = false
    @Argument(help: "Containers.")
    var containers: [String]

    func run(in session: Session) throws -> ExitStatus {
        try Inspection(kinds: [.container], format: format, size: size).run(containers, in: session)
    }
}
