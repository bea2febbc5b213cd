import ArgumentParser
import JSON

/// Shows all that the engine knows of things of any kind.
struct Inspect: EngineCommand {
    static let configuration = CommandConfiguration.verb(
        "inspect", "Show all that is known of containers, images or networks")

    @Option(name: .shortAndLong, parsing: .unconditional, help: "json, or a template such as '{{.State.Pid}}'.")
    var format: String?
    @Option(name: .long, parsing: .unconditional, help: "Look among these only: container, image, network or volume.")
    var type: ObjectKind?
    @Flag(name: .shortAndLong, help: "Count the sizes of containers.")
    var size = false
    @Argument(help: "Names or ids.")
    var names: [String]

    func run(in session: Session) throws -> ExitStatus {
        try Inspection(kinds: type.map { [$0] } ?? ObjectKind.allCases, format: format, size: size).run(
            names, in: session)
    }
}

/// What `inspect` can look at, in the order of the search.
enum ObjectKind: String, ExpressibleByArgument, CaseIterable {
    case container, image, network, volume

    func path(_ name: String) -> RequestPath {
        switch self {
        case .container: "/containers/\(name)/json"
        case .image: "/images/\(name)/json"
        case .network: "/networks/\(name)"
        case .volume: "/volumes/\(name)"
        }
    }
}

/// Looks things up and shows them: as a JSON list, or each by a template.
struct Inspection {
    let kinds: [ObjectKind]
    let format: String?
    let size: Bool

    func run(_ names: [String], in session: Session) throws -> ExitStatus {
        let template = try format.flatMap { $0 == "json" ? nil : try Template(Listing.unescaped($0)) }
        var found: [JSONValue] = []
        let status = try session.forEach(names) { name in
            let document = try look(up: name, session)
            if let template { try session.print(try template.render(document)) } else { found.append(document) }
        }
        if template == nil {
            let list = JSONValue.array(found)
            try session.print(format == "json" ? list.compactText : list.indentedText())
        }
        return status
    }

    private func look(up name: String, _ session: Session) throws -> JSONValue {
        for kind in kinds {
            var query = QueryItems()
            query.add("size", size && kind == .container)
            do {
                return try session.client.call(.get(kind.path(name), query.items))
            } catch let error as CommandLineError where error.code == .refused(status: 404) {
                continue
            }
        }
        let kind = kinds.count == 1 ? kinds[0].rawValue : "object"
        throw CommandLineError(.refused(status: 404), "no such \(kind): \(name)")
    }
}
