import ArgumentParser

struct Restart: EngineCommand {
    static let configuration = CommandConfiguration.verb("restart", "Restart containers")

    @OptionGroup var stopping: StopOptions
    @Argument(help: "Containers.")
    var containers: [String]

    func run(in session: Session) throws -> ExitStatus {
        try session.forEach(containers) { container in
            try session.client.call(.post("/containers/\(container)/restart", stopping.query))
            try session.print(container)
        }
    }
}
