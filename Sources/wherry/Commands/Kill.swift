import ArgumentParser

struct Kill: EngineCommand {
    static let configuration = CommandConfiguration.verb("kill", "Send a signal to running containers")

    @Option(name: .shortAndLong, parsing: .unconditional, help: "Signal, by name or number.")
    var signal = "KILL"
    @Argument(help: "Containers.")
    var containers: [String]

    func run(in session: Session) throws -> ExitStatus {
        try session.forEach(containers) { container in
            try session.client.call(.post("/containers/\(container)/kill", [("signal", signal)]))
            try session.print(container)
        }
    }
}
