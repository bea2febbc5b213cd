import ArgumentParser
import DockerAPI

/// Ties this program's streams to a running container's.
struct Attach: EngineCommand {
    static let configuration = CommandConfiguration.verb("attach", "Attach to a running container")

    @Flag(name: .long, help: "Do not attach standard input.")
    var noStdin = false
    @Option(name: .long, parsing: .unconditional, help: "Pass signals on to the container (true or false).")
    var sigProxy = true
    @Option(name: .long, parsing: .unconditional, help: "Keys that detach from the container.")
    var detachKeys: String?
    @Argument(help: "The container.")
    var container: String

    func run(in session: Session) throws -> ExitStatus {
        if let detachKeys { _ = try DetachKeys(detachKeys) }
        let target = try session.client.call(.get("/containers/\(container)/json"), as: ContainerInspect.self)
        guard target.state.running, !target.state.paused else {
            let state = target.state.paused ? "paused" : "not running"
            throw CommandLineError(
                .refused(status: 409), "container '\(container)' is \(state)", hint: "see 'wherry start'")
        }
        var wait = try ContainerWait(session.client, container: target.id, condition: .notRunning)
        let attachment = ContainerAttachment(
            session: session, container: target.id, isTerminal: target.config.tty,
            passesInput: !noStdin && target.config.openStdin, detachKeys: detachKeys,
            forwardsSignals: sigProxy && !target.config.tty, redraws: true)
        var stream = try attachment.open()
        _ = try stream.checkedHead()
        try wait.awaitAcceptance()
        switch try attachment.run(stream) {
        case .closed: return try wait.status()
        case .detached: throw CommandLineError.detached
        case .signalled(let signal): return .signalled(signal)
        }
    }
}
