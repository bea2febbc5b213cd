import ArgumentParser
import DockerAPI

struct Rmi: EngineCommand {
    static let configuration = CommandConfiguration.verb("rmi", "Remove images")

    @Flag(name: .shortAndLong, help: "Remove images that stopped containers use, and all tags of an id.")
    var force = false
    @Flag(name: .long, help: "Keep untagged parents.")
    var noPrune = false
    @Argument(help: "Images.")
    var images: [String]

    func run(in session: Session) throws -> ExitStatus {
        var query = QueryItems()
        query.add("force", force)
        query.add("noprune", noPrune)
        return try session.forEach(images) { image in
            let removed: [ImageDeleteResponse]
            do {
                removed = try FieldFlags.image.naming {
                    try session.client.call(.delete("/images/\(image)", query.items))
                }
            } catch let error as CommandLineError where force && error.code == .refused(status: 404) {
                return session.report(error)
            }
            for entry in removed { try session.print(entry.line) }
        }
    }
}

extension ImageDeleteResponse {
    /// `Untagged: name` or `Deleted: digest`.
    var line: String { deleted.isEmpty ? "Untagged: \(untagged)" : "Deleted: \(deleted)" }
}
