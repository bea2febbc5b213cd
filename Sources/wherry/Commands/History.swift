import ArgumentParser
import DockerAPI
import Linux

struct History: EngineCommand {
    static let configuration = CommandConfiguration.verb("history", "Show how an image was made")

    @Option(name: .long, parsing: .unconditional, help: "table, json, or a template such as '{{.CreatedBy}}'.")
    var format: String?
    @Option(
        name: [.customShort("H"), .long], parsing: .unconditional, help: "Sizes and times in words (true or false).")
    var human = true
    @Flag(name: .long, help: "Do not cut long texts.")
    var noTrunc = false
    @Flag(name: .shortAndLong, help: "Show ids only.")
    var quiet = false
    @Argument(help: "The image.")
    var image: String

    private static let fields: [Listing.Field] = [
        .init("ID", "IMAGE"), .init("CreatedSince", "CREATED"), .init("CreatedAt", "CREATED AT"),
        .init("CreatedBy", "CREATED BY"), .init("Size", "SIZE"), .init("Comment", "COMMENT"),
    ]

    func run(in session: Session) throws -> ExitStatus {
        let items = try session.client.call(.get("/images/\(image)/history"), as: [ImageHistoryItem].self)
        let now = Int(Timestamp.now().seconds)
        let rows = items.map { row($0, now: now) }
        if quiet, format == nil {
            for row in rows { try session.print(row["ID"] ?? "") }
        } else {
            let created = human ? "CreatedSince" : "CreatedAt"
            let columns = ["ID", created, "CreatedBy", "Size", "Comment"]
            try session.output.write(try Listing(fields: Self.fields, columns: columns, format: format).render(rows))
        }
        return .success
    }

    private func row(_ item: ImageHistoryItem, now: Int) -> [String: String] {
        let created = item.createdBy.split(whereSeparator: { $0 == "\t" || $0 == "\n" }).joined(separator: " ")
        return [
            "ID": noTrunc || !item.id.hasPrefix("sha256:") ? item.id : ShortText.id(item.id),
            "CreatedSince": Ago.since(item.created, now: now), "CreatedAt": LocalTime(item.created).rfc3339(),
            "CreatedBy": noTrunc ? created : ShortText.ellipsis(created, 45),
            "Size": human ? ByteSize.decimal(item.size) : String(item.size), "Comment": item.comment,
        ]
    }
}
