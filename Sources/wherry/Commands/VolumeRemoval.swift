import ArgumentParser

struct VolumeRemoval: EngineCommand {
    static let configuration = CommandConfiguration.verb(
        "rm", "Remove volumes", of: "wherry volume", aliases: ["remove"])

    @Flag(name: .shortAndLong, help: "One that is not there is no error.")
    var force = false
    @Argument(help: "Volumes.")
    var volumes: [String]

    func run(in session: Session) throws -> ExitStatus {
        var query = QueryItems()
        query.add("force", force)
        return try session.forEach(volumes) { volume in
            try session.client.call(.delete("/volumes/\(volume)", query.items))
            try session.print(volume)
        }
    }
}
