import ArgumentParser
import DockerAPI

struct Port: EngineCommand {
    static let configuration = CommandConfiguration.verb("port", "Show where a container's ports are published")

    @Argument(help: "The container.")
    var container: String
    @Argument(help: "One port of the container, such as 80/tcp.")
    var port: String?

    func run(in session: Session) throws -> ExitStatus {
        let target = try session.client.call(.get("/containers/\(container)/json"), as: ContainerInspect.self)
        let ports = target.networkSettings.ports
        if let port {
            let key = port.contains("/") ? port : "\(port)/tcp"
            guard let bindings = ports[key] ?? nil, !bindings.isEmpty else {
                throw CommandLineError(
                    .refused(status: 404), "port \(key) of container '\(container)' is not published")
            }
            for binding in bindings { try session.print(Self.text(binding)) }
        } else {
            for (port, bindings) in ports.sorted(by: { Self.number($0.key) < Self.number($1.key) }) {
                for binding in bindings ?? [] { try session.print("\(port) -> \(Self.text(binding))") }
            }
        }
        return .success
    }

    private static func number(_ port: String) -> Int { Int(port.prefix { $0 != "/" }) ?? 0 }

    private static func text(_ binding: PortBinding) -> String {
        let address = binding.hostIP.isEmpty ? "0.0.0.0" : binding.hostIP
        return "\(address.contains(":") ? "[\(address)]" : address):\(binding.hostPort)"
    }
}
