import ArgumentParser
import DockerAPI

struct VolumeList: EngineCommand {
    static let configuration = CommandConfiguration.verb("ls", "List volumes", of: "wherry volume", aliases: ["list"])

    @Option(name: .shortAndLong, parsing: .unconditionalSingleValue, help: "Only those that match name=value.")
    var filter: [String] = []
    @Option(name: .long, parsing: .unconditional, help: "table, json, or a template such as '{{.Name}}'.")
    var format: String?
    @Flag(name: .shortAndLong, help: "Show names only.")
    var quiet = false

    private static let fields: [Listing.Field] = [
        .init("Driver", "DRIVER"), .init("Name", "VOLUME NAME"), .init("Mountpoint", "MOUNTPOINT"),
        .init("Labels", "LABELS"), .init("Scope", "SCOPE"),
    ]

    func run(in session: Session) throws -> ExitStatus {
        var query = QueryItems()
        query.add("filters", try Filters(words: filter).parameter)
        let volumes = try session.client.call(.get("/volumes", query.items), as: VolumeListResponse.self).volumes
            .sorted { $0.name < $1.name }
        if quiet, format == nil {
            for volume in volumes { try session.print(volume.name) }
            return .success
        }
        let listing = Listing(fields: Self.fields, columns: ["Driver", "Name"], format: format)
        try session.output.write(try listing.render(volumes.map(Self.row), labels: volumes.map(\.labels)))
        return .success
    }

    private static func row(_ volume: Volume) -> [String: String] {
        [
            "Driver": volume.driver, "Name": volume.name, "Mountpoint": volume.mountpoint, "Scope": volume.scope,
            "Labels": volume.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ","),
        ]
    }
}
