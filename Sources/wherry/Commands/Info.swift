import ArgumentParser
import DockerAPI
import JSON

struct Info: EngineCommand {
    static let configuration = CommandConfiguration.verb("info", "Show what the engine is and has")

    @Option(name: .shortAndLong, parsing: .unconditional, help: "json, or a template such as '{{.Driver}}'.")
    var format: String?

    func run(in session: Session) throws -> ExitStatus {
        let body = try session.client.call(.get("/info")).body
        if let format {
            let document = try EngineClient.decode(JSONValue.self, body)
            let text =
                format == "json" ? document.compactText : try Template(Listing.unescaped(format)).render(document)
            try session.print(text)
            return .success
        }
        let info = try EngineClient.decode(SystemInfo.self, body)
        for (name, value) in Self.lines(info) { try session.print(value.isEmpty ? "\(name):" : "\(name): \(value)") }
        for warning in info.warnings { session.warn(warning) }
        return .success
    }

    private static func lines(_ info: SystemInfo) -> [(String, String)] {
        let driver = info.driverStatus.filter { $0.count == 2 }.map { (" \($0[0])", $0[1]) }
        return [
            ("Containers", "\(info.containers)"), (" Running", "\(info.containersRunning)"),
            (" Paused", "\(info.containersPaused)"), (" Stopped", "\(info.containersStopped)"),
            ("Images", "\(info.images)"), ("Server Version", info.serverVersion), ("Storage Driver", info.driver),
        ] + driver + [
            ("Logging Driver", info.loggingDriver), ("Cgroup Driver", info.cgroupDriver),
            ("Cgroup Version", info.cgroupVersion), ("Runtimes", info.runtimes.keys.sorted().joined(separator: " ")),
            ("Default Runtime", info.defaultRuntime), ("Security Options", info.securityOptions.joined(separator: " ")),
            ("Kernel Version", info.kernelVersion), ("Operating System", info.operatingSystem), ("OSType", info.osType),
            ("Architecture", info.architecture), ("CPUs", "\(info.cpuCount)"),
            ("Total Memory", ByteSize.binary(info.memoryTotal)), ("Name", info.name), ("ID", info.id),
            ("Data Directory", info.dockerRootDir), ("Debug Mode", "\(info.debug)"),
            ("Live Restore Enabled", "\(info.liveRestoreEnabled)"),
        ]
    }
}
