import ArgumentParser
import DockerAPI

struct ContainerPrune: EngineCommand {
    static let configuration = CommandConfiguration.verb(
        "prune", "Remove all stopped containers", of: "wherry container")

    @OptionGroup var options: PruneOptions

    func run(in session: Session) throws -> ExitStatus {
        guard try options.isConfirmed("This removes all stopped containers.", session) else { return .success }
        var query = QueryItems()
        query.add("filters", try Filters(words: options.filter).parameter)
        let report = try session.client.call(.post("/containers/prune", query.items), as: ContainersPruneReport.self)
        try report.show(in: session)
        try session.print("Total reclaimed space: \(ByteSize.decimal(report.spaceReclaimed, digits: 4))")
        return .success
    }
}

extension ContainersPruneReport {
    func show(in session: Session) throws {
        guard !containersDeleted.isEmpty else { return }
        try session.print("Deleted Containers:\n\(containersDeleted.joined(separator: "\n"))\n")
    }
}
