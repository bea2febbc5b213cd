import DockerAPI

/// `POST /containers/{id}/attach`: the streams of a container.
struct ContainerAttachment {
    let session: Session
    let container: String
    let isTerminal: Bool
    let passesInput: Bool
    /// The streams that are shown.
    var showsOutput = true
    var showsError = true
    var detachKeys: String?
    var forwardsSignals = true
    /// Whether a program that drew its screen before has to draw it anew: a shell shows its prompt again.
    var redraws = false

    /// Asks for the streams, and returns once the engine has tied them.
    func open() throws -> HTTPExchange {
        var query = QueryItems()
        query.add("stream", true)
        query.add("stdin", passesInput)
        query.add("stdout", showsOutput)
        query.add("stderr", showsError)
        query.add("detachKeys", detachKeys)
        return try session.client.upgrade(.post("/containers/\(container)/attach", query.items))
    }

    /// Passes the streams on until the container ends, or the detach keys are typed.
    func run(_ exchange: HTTPExchange) throws -> AttachedStream.Ending {
        let stream = AttachedStream(
            connection: exchange.connection, input: session.input, passesInput: passesInput, isTerminal: isTerminal,
            detachKeys: try detachKeys.map(DetachKeys.init) ?? .standard, resize: resize,
            forward: forwardsSignals ? forward : nil)
        var output = ContainerOutput(output: session.output, error: session.error, isMultiplexed: !isTerminal)
        if redraws, isTerminal, let size = TerminalSize(of: session.output.descriptor) { resize(to: size.enlarged) }
        return try stream.run(&output)
    }

    private func resize() {
        if let size = TerminalSize(of: session.output.descriptor) { resize(to: size) }
    }

    /// A container that is about to start or has ended has no terminal to resize.
    private func resize(to size: TerminalSize) {
        _ = try? session.client.call(.post("/containers/\(container)/resize", size.query))
    }

    /// A container that has ended takes no signals, and its end is told by its stream.
    private func forward(_ signal: Int32) {
        let query = [(name: "signal", value: SignalNames.name(signal))]
        _ = try? session.client.call(.post("/containers/\(container)/kill", query))
    }
}
