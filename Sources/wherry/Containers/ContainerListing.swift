import DockerAPI
import Linux

/// Lists containers.
struct ContainerListing: Action, Equatable {
    var includesStopped = false
    /// Such as `name=value`.
    var filters: [String] = []
    var format: String?
    /// The newest, running or not.
    var limit: Int?
    /// Long texts are not cut.
    var isWhole = false
    var showsIdsOnly = false
    var showsSizes = false

    func run(in session: Session) throws -> ExitStatus {
        let containers = try session.client.call(
            .get("/containers/json", try query().items), as: [ContainerSummary].self)
        let now = Int(Timestamp.now().seconds)
        let rows = containers.map { ContainerRow($0, isWhole: isWhole, now: now) }
        if showsIdsOnly, format == nil {
            for row in rows { try session.print(row.id) }
        } else {
            let listing = Listing(
                fields: ContainerRow.fields, columns: ContainerRow.columns + (showsSizes ? ["Size"] : []),
                format: format)
            try session.output.write(try listing.render(rows.map(\.texts), labels: containers.map(\.labels)))
        }
        return .success
    }

    private func query() throws -> QueryItems {
        var query = QueryItems()
        query.add("all", includesStopped)
        query.add("limit", limit)
        query.add("size", showsSizes || format?.contains(".Size") == true)
        query.add("filters", try Filters(words: filters).parameter)
        return query
    }
}
