import ArgumentParser
import DockerAPI

struct Stats: EngineCommand {
    static let configuration = CommandConfiguration.verb("stats", "Show what containers use of the machine")

    @Flag(name: .shortAndLong, help: "Show stopped containers too.")
    var all = false
    @Option(name: .long, parsing: .unconditional, help: "table, json, or a template such as '{{.CPUPerc}}'.")
    var format: String?
    @Flag(name: .long, help: "Show the first reading only.")
    var noStream = false
    @Flag(name: .long, help: "Do not cut long texts.")
    var noTrunc = false
    @Argument(help: "Containers; all running ones where none is named.")
    var containers: [String] = []

    func run(in session: Session) throws -> ExitStatus {
        let listing = Listing(fields: StatsRow.fields, columns: StatsRow.columns, format: format)
        if noStream {
            try session.output.write(try listing.render(try readings(session)))
        } else {
            var display = StatsDisplay(session: session, listing: listing, isWhole: noTrunc)
            if containers.isEmpty { try display.runForAll { try names(session) } } else { try display.run(containers) }
        }
        return .success
    }

    private func names(_ session: Session) throws -> [String] {
        guard containers.isEmpty else { return containers }
        var query = QueryItems()
        query.add("all", all)
        return try session.client.call(.get("/containers/json", query.items), as: [ContainerSummary].self).map(\.id)
    }

    /// One reading each: the engine takes them at the same time, as each takes it a second.
    private func readings(_ session: Session) throws -> [[String: String]] {
        let exchanges = try names(session).map { name in
            try HTTPExchange(
                .get("/containers/\(name)/stats", [("stream", "0")]), on: try session.client.open())
        }
        return try exchanges.map { exchange in
            var exchange = exchange
            _ = try exchange.checkedHead()
            let stats = try EngineClient.decode(ContainerStats.self, try exchange.body())
            return StatsRow(stats, isWhole: noTrunc).texts
        }
    }
}
