import ArgumentParser

/// `wherry network …`.
struct NetworkGroup: ParsableCommand {
    static let configuration = CommandConfiguration.group(
        "network", "Look at networks", [NetworkInspection.self, NetworkList.self])
}

struct NetworkInspection: EngineCommand {
    static let configuration = CommandConfiguration.verb(
        "inspect", "Show all that is known of networks", of: "wherry network")

    @Option(name: .shortAndLong, parsing: .unconditional, help: "json, or a template such as '{{.IPAM}}'.")
    var format: String?
    @Argument(help: "Networks.")
    var networks: [String]

    func run(in session: Session) throws -> ExitStatus {
        try Inspection(kinds: [.network], format: format, size: false).run(networks, in: session)
    }
}
