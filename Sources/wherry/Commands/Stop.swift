import ArgumentParser

struct Stop: EngineCommand {
    static let configuration = CommandConfiguration.verb("stop", "Stop running containers")

    @OptionGroup var stopping: StopOptions
    @Argument(help: "Containers.")
    var containers: [String]

    func run(in session: Session) throws -> ExitStatus {
        try session.forEach(containers) { container in
            try session.client.call(.post("/containers/\(container)/stop", stopping.query))
            try session.print(container)
        }
    }
}

/// How `stop` and `restart` end a container.
struct StopOptions: ParsableArguments {
    @Option(name: .shortAndLong, parsing: .unconditional, help: "Signal to send.")
    var signal: String?
    @Option(
        name: [.customShort("t"), .long, .customLong("time")], parsing: .unconditional,
        help: "Seconds until SIGKILL; -1 to wait without end.")
    var timeout: Int?

    var query: [(name: String, value: String)] {
        var query = QueryItems()
        query.add("signal", signal)
        query.add("t", timeout)
        return query.items
    }
}
