import ArgumentParser

struct Logs: EngineCommand {
    static let configuration = CommandConfiguration.verb("logs", "Show what a container has written")

    @Flag(name: .shortAndLong, help: "Go on as the container writes.")
    var follow = false
    @Option(
        name: [.customShort("n"), .long], parsing: .unconditional, help: "Number of lines from the end, or all.")
    var tail = "all"
    @Option(name: .long, parsing: .unconditional, help: "Only what is newer: a time, or a duration such as 10m.")
    var since: String?
    @Option(name: .long, parsing: .unconditional, help: "Only what is older: a time, or a duration such as 10m.")
    var until: String?
    @Flag(name: .shortAndLong, help: "Show the time of each line.")
    var timestamps = false
    @Flag(name: .long, help: "Show the log's attributes.")
    var details = false
    @Argument(help: "The container.")
    var container: String

    func run(in session: Session) throws -> ExitStatus {
        var query = QueryItems()
        query.add("stdout", true)
        query.add("stderr", true)
        query.add("follow", follow)
        query.add("tail", try lines())
        query.add("since", try since.map { try PointInTime.parse($0, for: "--since") })
        query.add("until", try until.map { try PointInTime.parse($0, for: "--until") })
        query.add("timestamps", timestamps)
        query.add("details", details)
        var output: ContainerOutput?
        try session.client.stream(.get("/containers/\(container)/logs", query.items)) { head, bytes in
            var current =
                output
                ?? ContainerOutput(
                    output: session.output, error: session.error, isMultiplexed: StreamKind.isMultiplexed(head))
            output = nil
            try current.write(bytes)
            output = current
        }
        return .success
    }

    private func lines() throws -> String {
        if tail == "all" { return tail }
        guard let count = Int(tail) else {
            throw CommandLineError.invalid(
                "invalid number of lines '\(tail)' for --tail", hint: "expected a number or all")
        }
        return count < 0 ? "all" : String(count)
    }
}
