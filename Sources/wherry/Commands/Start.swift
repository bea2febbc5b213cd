import ArgumentParser
import DockerAPI

struct Start: EngineCommand {
    static let configuration = CommandConfiguration.verb("start", "Start stopped containers")

    @Flag(name: .shortAndLong, help: "Attach the output, and pass signals on.")
    var attach = false
    @Flag(name: .shortAndLong, help: "Attach the input.")
    var interactive = false
    @Option(name: .long, parsing: .unconditional, help: "Pass signals on to the container (true or false).")
    var sigProxy = true
    @Option(name: .long, parsing: .unconditional, help: "Keys that detach from the container.")
    var detachKeys: String?
    @Argument(help: "Containers.")
    var containers: [String]

    func run(in session: Session) throws -> ExitStatus {
        if let detachKeys { _ = try DetachKeys(detachKeys) }
        if attach || interactive {
            guard containers.count == 1, let container = containers.first else {
                throw CommandLineError.invalid("only one container can be started and attached to")
            }
            return try startAttached(container, session)
        }
        return try session.forEach(containers) { container in
            try session.client.call(.post("/containers/\(container)/start"))
            try session.print(container)
        }
    }

    private func startAttached(_ name: String, _ session: Session) throws -> ExitStatus {
        let target = try session.client.call(.get("/containers/\(name)/json"), as: ContainerInspect.self)
        let attachment = ContainerAttachment(
            session: session, container: target.id, isTerminal: target.config.tty,
            passesInput: interactive && target.config.openStdin, detachKeys: detachKeys,
            forwardsSignals: sigProxy && !target.config.tty)
        var stream = try attachment.open()
        var wait = try ContainerWait(
            session.client, container: target.id, condition: target.hostConfig.autoRemove ? .removed : .nextExit)
        _ = try stream.checkedHead()
        try wait.awaitAcceptance()
        try session.client.call(.post("/containers/\(target.id)/start"))
        switch try attachment.run(stream) {
        case .closed: return try wait.status()
        case .detached: return .success
        case .signalled(let signal): return .signalled(signal)
        }
    }
}
