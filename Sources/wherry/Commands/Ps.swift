import ArgumentParser
import DockerAPI
import Linux

struct Ps: EngineCommand {
    static let configuration = CommandConfiguration.verb("ps", "List containers")

    @Flag(name: .shortAndLong, help: "Show all containers, not only running ones.")
    var all = false
    @Option(name: .shortAndLong, parsing: .unconditionalSingleValue, help: "Only those that match name=value.")
    var filter: [String] = []
    @Option(name: .long, parsing: .unconditional, help: "table, json, or a template such as '{{.ID}} {{.Names}}'.")
    var format: String?
    /// A text, as the other options are: one more type of them takes the Swift runtime as long as the list itself.
    @Option(name: [.customShort("n"), .long], parsing: .unconditional, help: "Show the newest, running or not.")
    var last: String?
    @Flag(name: .shortAndLong, help: "Show the newest container, running or not.")
    var latest = false
    @Flag(name: .long, help: "Do not cut long texts.")
    var noTrunc = false
    @Flag(name: .shortAndLong, help: "Show ids only.")
    var quiet = false
    @Flag(name: .shortAndLong, help: "Show sizes.")
    var size = false

    func run(in session: Session) throws -> ExitStatus {
        var query = QueryItems()
        query.add("all", all)
        query.add("limit", latest ? 1 : try last.map(Self.count))
        query.add("size", size || format?.contains(".Size") == true)
        query.add("filters", try Filters(words: filter).parameter)
        let containers = try session.client.call(.get("/containers/json", query.items), as: [ContainerSummary].self)
        let now = Int(Timestamp.now().seconds)
        let rows = containers.map { ContainerRow($0, isWhole: noTrunc, now: now) }
        if quiet, format == nil {
            for row in rows { try session.print(row.id) }
        } else {
            let listing = Listing(
                fields: ContainerRow.fields, columns: ContainerRow.columns + (size ? ["Size"] : []), format: format)
            try session.output.write(try listing.render(rows.map(\.texts), labels: containers.map(\.labels)))
        }
        return .success
    }

    private static func count(_ text: String) throws -> Int {
        guard let count = Int(text) else {
            throw CommandLineError.invalid("invalid value '\(text)' for --last", hint: "expected a number")
        }
        return count
    }
}
