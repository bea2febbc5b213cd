import ArgumentParser

struct Pause: EngineCommand {
    static let configuration = CommandConfiguration.verb("pause", "Suspend all processes of containers")

    @Argument(help: "Containers.")
    var containers: [String]

    func run(in session: Session) throws -> ExitStatus {
        try session.forEach(containers) { container in
            try session.client.call(.post("/containers/\(container)/pause"))
            try session.print(container)
        }
    }
}
