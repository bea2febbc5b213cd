import ArgumentParser
import DockerAPI
import JSON

struct Version: EngineCommand {
    static let configuration = CommandConfiguration.verb("version", "Show the versions of this program and the engine")

    @Option(name: .shortAndLong, parsing: .unconditional, help: "json, or a template such as '{{.Server.Version}}'.")
    var format: String?

    func run(in session: Session) throws -> ExitStatus {
        let body = try session.client.call(.get("/version")).body
        if let format {
            let document = JSONValue.object([
                .init(name: "Client", value: Self.client),
                .init(name: "Server", value: try EngineClient.decode(JSONValue.self, body)),
            ])
            let text =
                format == "json" ? document.compactText : try Template(Listing.unescaped(format)).render(document)
            try session.print(text)
        } else {
            try session.output.write(Self.text(try EngineClient.decode(SystemVersion.self, body)))
        }
        return .success
    }

    private static let client = JSONValue.object([
        .init(name: "Version", value: .string(ProgramVersion.current)),
        .init(name: "ApiVersion", value: .string(HTTPRequest.apiVersion)),
    ])

    private static func text(_ server: SystemVersion) -> String {
        var lines = [
            "Client:", line("Version", ProgramVersion.current), line("API version", HTTPRequest.apiVersion), "",
            "Server: \(server.platform.name)", line("Version", server.version),
            line("API version", "\(server.apiVersion) (minimum version \(server.minAPIVersion))"),
            line("OS/Arch", "\(server.os)/\(server.arch)"), line("Kernel", server.kernelVersion),
        ]
        for component in server.components where component.name != "Engine" {
            lines.append(line(component.name, component.version))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func line(_ name: String, _ value: String) -> String {
        " \(name):\(String(repeating: " ", count: max(18 - name.count, 1)))\(value)"
    }
}
