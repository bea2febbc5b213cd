import ArgumentParser

struct Wait: EngineCommand {
    static let configuration = CommandConfiguration.verb("wait", "Wait for containers to end, and print their statuses")

    @Argument(help: "Containers.")
    var containers: [String]

    func run(in session: Session) throws -> ExitStatus {
        try session.forEach(containers) { container in
            var wait = try ContainerWait(session.client, container: container, condition: .notRunning)
            try wait.awaitAcceptance()
            try session.print(String(try wait.status().code))
        }
    }
}
