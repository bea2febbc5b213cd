import ArgumentParser
import DockerAPI

struct NetworkList: EngineCommand {
    static let configuration = CommandConfiguration.verb(
        "ls", "List networks", of: "wherry network", aliases: ["list"])

    @Option(name: .shortAndLong, parsing: .unconditionalSingleValue, help: "Only those that match name=value.")
    var filter: [String] = []
    @Option(name: .long, parsing: .unconditional, help: "table, json, or a template such as '{{.Name}}'.")
    var format: String?
    @Flag(name: .long, help: "Do not cut long texts.")
    var noTrunc = false
    @Flag(name: .shortAndLong, help: "Show ids only.")
    var quiet = false

    private static let fields: [Listing.Field] = [
        .init("ID", "NETWORK ID"), .init("Name", "NAME"), .init("Driver", "DRIVER"), .init("Scope", "SCOPE"),
        .init("Internal", "INTERNAL"), .init("IPv6", "IPV6"), .init("CreatedAt", "CREATED AT"),
        .init("Labels", "LABELS"),
    ]

    func run(in session: Session) throws -> ExitStatus {
        var query = QueryItems()
        query.add("filters", try Filters(words: filter).parameter)
        let networks = try session.client.call(.get("/networks", query.items), as: [NetworkResource].self)
            .sorted { $0.name < $1.name }
        let rows = networks.map(row)
        if quiet, format == nil {
            for row in rows { try session.print(row["ID"] ?? "") }
            return .success
        }
        let listing = Listing(fields: Self.fields, columns: ["ID", "Name", "Driver", "Scope"], format: format)
        try session.output.write(try listing.render(rows, labels: networks.map(\.labels)))
        return .success
    }

    private func row(_ network: NetworkResource) -> [String: String] {
        [
            "ID": noTrunc ? network.id : ShortText.id(network.id), "Name": network.name, "Driver": network.driver,
            "Scope": network.scope, "Internal": String(network.isInternal), "IPv6": String(network.enableIPv6),
            "CreatedAt": network.created,
            "Labels": network.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ","),
        ]
    }
}
