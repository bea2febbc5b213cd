import ArgumentParser
import DockerAPI

struct SystemPrune: EngineCommand {
    static let configuration = CommandConfiguration.verb("prune", "Remove what is not used", of: "wherry system")

    @Flag(name: .shortAndLong, help: "Remove all images that no container uses, not only untagged ones.")
    var all = false
    @OptionGroup var options: PruneOptions

    func run(in session: Session) throws -> ExitStatus {
        let images = all ? "all images that no container uses" : "all untagged images"
        let question = "This removes all stopped containers, all networks that no container uses, and \(images)."
        guard try options.isConfirmed(question, session) else { return .success }
        var query = QueryItems()
        query.add("filters", try Filters(words: options.filter).parameter)
        let containers = try session.client.call(
            .post("/containers/prune", query.items), as: ContainersPruneReport.self)
        try containers.show(in: session)
        let networks = try session.client.call(.post("/networks/prune", query.items), as: NetworksPruneReport.self)
        if !networks.networksDeleted.isEmpty {
            try session.print("Deleted Networks:\n\(networks.networksDeleted.joined(separator: "\n"))\n")
        }
        let removed = try ImagePrune.prune(all: all, filters: options.filter, session)
        try removed.show(in: session)
        let reclaimed = containers.spaceReclaimed + removed.spaceReclaimed
        try session.print("Total reclaimed space: \(ByteSize.decimal(reclaimed, digits: 4))")
        return .success
    }
}
