import ArgumentParser

struct Rm: EngineCommand {
    static let configuration = CommandConfiguration.verb("rm", "Remove containers")

    @Flag(name: .shortAndLong, help: "Remove running containers too: they are killed.")
    var force = false
    @Flag(name: .shortAndLong, help: "Remove their anonymous volumes.")
    var volumes = false
    @Argument(help: "Containers.")
    var containers: [String]

    func run(in session: Session) throws -> ExitStatus {
        var query = QueryItems()
        query.add("force", force)
        query.add("v", volumes)
        return try session.forEach(containers) { container in
            do {
                try session.client.call(.delete("/containers/\(container)", query.items))
            } catch let error as CommandLineError where force && error.code == .refused(status: 404) {
                return session.report(error)
            }
            try session.print(container)
        }
    }
}
