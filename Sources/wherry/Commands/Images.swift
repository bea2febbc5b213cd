import ArgumentParser
import DockerAPI
import Linux

struct Images: EngineCommand {
    static let configuration = CommandConfiguration.verb("images", "List images")

    @Flag(name: .shortAndLong, help: "Show intermediate images too.")
    var all = false
    @Flag(name: .long, help: "Show digests.")
    var digests = false
    @Option(name: .shortAndLong, parsing: .unconditionalSingleValue, help: "Only those that match name=value.")
    var filter: [String] = []
    @Option(name: .long, parsing: .unconditional, help: "table, json, or a template such as '{{.Repository}}'.")
    var format: String?
    @Flag(name: .long, help: "Do not cut long texts.")
    var noTrunc = false
    @Flag(name: .shortAndLong, help: "Show ids only.")
    var quiet = false
    @Argument(help: "Only images of this name, which may have wildcards.")
    var name: String?

    func run(in session: Session) throws -> ExitStatus {
        var filters = try Filters(words: filter)
        if let name { filters.insert(name, for: "reference") }
        var query = QueryItems()
        query.add("all", all)
        query.add("filters", filters.parameter)
        let images = try session.client.call(.get("/images/json", query.items), as: [ImageSummary].self)
        let now = Int(Timestamp.now().seconds)
        let showsDigests = digests || format?.contains(".Digest") == true
        let rows = images.flatMap { ImageRow.rows($0, isWhole: noTrunc, withDigests: showsDigests, now: now) }
        if quiet, format == nil {
            for row in rows { try session.print(row["ID"] ?? "") }
        } else {
            let columns = digests ? ImageRow.columnsWithDigest : ImageRow.columns
            let listing = Listing(fields: ImageRow.fields, columns: columns, format: format)
            try session.output.write(try listing.render(rows))
        }
        return .success
    }
}
