import ArgumentParser
import DockerAPI

struct ImagePrune: EngineCommand {
    static let configuration = CommandConfiguration.verb("prune", "Remove unused images", of: "wherry image")

    @Flag(name: .shortAndLong, help: "Remove all images that no container uses, not only untagged ones.")
    var all = false
    @OptionGroup var options: PruneOptions

    func run(in session: Session) throws -> ExitStatus {
        let what = all ? "all images that no container uses" : "all untagged images"
        guard try options.isConfirmed("This removes \(what).", session) else { return .success }
        let report = try Self.prune(all: all, filters: options.filter, session)
        try report.show(in: session)
        try session.print("Total reclaimed space: \(ByteSize.decimal(report.spaceReclaimed, digits: 4))")
        return .success
    }

    static func prune(all: Bool, filters words: [String], _ session: Session) throws -> ImagesPruneReport {
        var filters = try Filters(words: words)
        filters.insert(all ? "false" : "true", for: "dangling")
        return try session.client.call(.post("/images/prune", [("filters", filters.parameter)]))
    }
}

extension ImagesPruneReport {
    func show(in session: Session) throws {
        guard !imagesDeleted.isEmpty else { return }
        try session.print("Deleted Images:\n\(imagesDeleted.map(\.line).joined(separator: "\n"))\n")
    }
}
