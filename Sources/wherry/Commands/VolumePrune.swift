import ArgumentParser
import DockerAPI

struct VolumePrune: EngineCommand {
    static let configuration = CommandConfiguration.verb("prune", "Remove unused volumes", of: "wherry volume")

    @Flag(name: .shortAndLong, help: "Remove those with a name too.")
    var all = false
    @OptionGroup var options: PruneOptions

    func run(in session: Session) throws -> ExitStatus {
        let what = all ? "all volumes" : "all volumes without a name"
        guard try options.isConfirmed("This removes \(what) that no container uses.", session) else { return .success }
        var filters = try Filters(words: options.filter)
        if all { filters.insert("true", for: "all") }
        let report = try session.client.call(
            .post("/volumes/prune", [("filters", filters.parameter)]), as: VolumesPruneReport.self)
        if !report.volumesDeleted.isEmpty {
            try session.print("Deleted Volumes:\n\(report.volumesDeleted.joined(separator: "\n"))\n")
        }
        try session.print("Total reclaimed space: \(ByteSize.decimal(report.spaceReclaimed, digits: 4))")
        return .success
    }
}
