import ArgumentParser

struct Unpause: EngineCommand {
    static let configuration = CommandConfiguration.verb("unpause", "Resume all processes of containers")

    @Argument(help: "Containers.")
    var containers: [String]

    func run(in session: Session) throws -> ExitStatus {
        try session.forEach(containers) { container in
            try session.client.call(.post("/containers/\(container)/unpause"))
            try session.print(container)
        }
    }
}
