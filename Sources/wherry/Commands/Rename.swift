import ArgumentParser

struct Rename: EngineCommand {
    static let configuration = CommandConfiguration.verb("rename", "Rename a container")

    @Argument(help: "The container.")
    var container: String
    @Argument(help: "Its new name.")
    var name: String

    func run(in session: Session) throws -> ExitStatus {
        try session.client.call(.post("/containers/\(container)/rename", [("name", name)]))
        return .success
    }
}
