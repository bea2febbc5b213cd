import ArgumentParser

struct Ps: EngineCommand {
    static let configuration = CommandConfiguration.verb("ps", "List containers")

    @Flag(name: .shortAndLong, help: "Show all containers, not only running ones.")
    var all = false
    @Option(name: .shortAndLong, parsing: .unconditionalSingleValue, help: "Only those that match name=value.")
    var filter: [String] = []
    @Option(name: .long, parsing: .unconditional, help: "table, json, or a template such as '{{.ID}} {{.Names}}'.")
    var format: String?
    @Option(name: [.customShort("n"), .long], parsing: .unconditional, help: "Show the newest, running or not.")
    var last: Int?
    @Flag(name: .shortAndLong, help: "Show the newest container, running or not.")
    var latest = false
    @Flag(name: .long, help: "Do not cut long texts.")
    var noTrunc = false
    @Flag(name: .shortAndLong, help: "Show ids only.")
    var quiet = false
    @Flag(name: .shortAndLong, help: "Show sizes.")
    var size = false

    func run(in session: Session) throws -> ExitStatus {
        try action.run(in: session)
    }

    var action: ContainerListing {
        ContainerListing(
            includesStopped: all, filters: filter, format: format, limit: latest ? 1 : last, isWhole: noTrunc,
            showsIdsOnly: quiet, showsSizes: size)
    }
}
