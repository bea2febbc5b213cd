import ArgumentParser
import DockerAPI
import JSON

struct Events: EngineCommand {
    static let configuration = CommandConfiguration.verb("events", "Show what happens in the engine, as it happens")

    @Option(name: .shortAndLong, parsing: .unconditionalSingleValue, help: "Only those that match name=value.")
    var filter: [String] = []
    @Option(name: .long, parsing: .unconditional, help: "json, or a template such as '{{.Action}}'.")
    var format: String?
    @Option(name: .long, parsing: .unconditional, help: "From this time on, or a duration ago.")
    var since: String?
    @Option(name: .long, parsing: .unconditional, help: "Up to this time, or a duration ago.")
    var until: String?

    func run(in session: Session) throws -> ExitStatus {
        var query = QueryItems()
        query.add("filters", try Filters(words: filter).parameter)
        query.add("since", try since.map { try PointInTime.parse($0, for: "--since") })
        query.add("until", try until.map { try PointInTime.parse($0, for: "--until") })
        let template = try format.flatMap { $0 == "json" ? nil : try Template(Listing.unescaped($0)) }
        try session.client.lines(.get("/events", query.items)) { line in
            if format == nil {
                try session.print(Self.text(try EngineClient.decode(Event.self, line)))
            } else {
                let document = try EngineClient.decode(JSONValue.self, line)
                try session.print(try template?.render(document) ?? document.compactText)
            }
            try session.output.flush()
        }
        return .success
    }

    private static func text(_ event: Event) -> String {
        let time = LocalTime(event.time).rfc3339(nanoseconds: event.timeNano % 1_000_000_000)
        let attributes = event.actor.attributes.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let text = "\(time) \(event.type) \(event.action) \(event.actor.id)"
        return attributes.isEmpty ? text : "\(text) (\(attributes.joined(separator: ", ")))"
    }
}
