import DockerAPI

/// Creates a container, starts it and, unless detached, stays with it until it ends.
struct ContainerRun: Action, Equatable {
    static let failureStatus = ExitStatus.engineFailure

    /// But for the streams.
    var request: ContainerCreateRequest
    var settings = ContainerCreation.Settings()
    var isDetached = false
    /// The streams that were named; without any, those that the container has.
    var attached: [StandardStream] = []
    var detachKeys: String?
    var forwardsSignals = true

    func run(in session: Session) throws -> ExitStatus {
        let request = try requestWithStreams(session)
        let container = try ContainerCreation(session: session, settings: settings, request: request).create()
        return isDetached ? try runDetached(container, session) : try runAttached(container, request, session)
    }

    private func requestWithStreams(_ session: Session) throws -> ContainerCreateRequest {
        guard !isDetached || attached.isEmpty else {
            throw CommandLineError.invalid("--attach and --detach exclude each other")
        }
        guard !request.config.tty || !request.config.openStdin || isDetached || session.inputIsTerminal else {
            throw CommandLineError.invalid(
                "the input device is not a TTY", hint: "leave out -t, or run it in a terminal")
        }
        var request = request
        guard !isDetached else { return request }
        let isDefault = attached.isEmpty
        request.config.attachStdin = attached.contains(.stdin) || (isDefault && request.config.openStdin)
        request.config.attachStdout = isDefault || attached.contains(.stdout)
        request.config.attachStderr = isDefault || attached.contains(.stderr)
        request.config.stdinOnce = request.config.openStdin && request.config.attachStdin
        if request.config.tty, let size = TerminalSize(of: session.output.descriptor) {
            request.hostConfig.consoleSize = [size.rows, size.columns]
        }
        return request
    }

    private func runDetached(_ container: String, _ session: Session) throws -> ExitStatus {
        if let failure = startFailure(container, session) { return failure }
        try session.print(container)
        return .success
    }

    private func runAttached(
        _ container: String, _ request: ContainerCreateRequest, _ session: Session
    ) throws -> ExitStatus {
        let attachment = ContainerAttachment(
            session: session, container: container, isTerminal: request.config.tty,
            passesInput: request.config.attachStdin, showsOutput: request.config.attachStdout,
            showsError: request.config.attachStderr, detachKeys: detachKeys, forwardsSignals: forwardsSignals)
        var stream = try attachment.open()
        var wait = try ContainerWait(
            session.client, container: container, condition: request.hostConfig.autoRemove ? .removed : .nextExit)
        _ = try stream.checkedHead()
        try wait.awaitAcceptance()
        if let failure = startFailure(container, session) { return failure }
        switch try attachment.run(stream) {
        case .closed: return try wait.status()
        case .detached: return .success
        case .signalled(let signal): return .signalled(signal)
        }
    }

    /// - Returns: the status to end with where the engine could not start the container.
    private func startFailure(_ container: String, _ session: Session) -> ExitStatus? {
        do {
            try session.client.call(.post("/containers/\(container)/start"))
            return nil
        } catch {
            session.report(error)
            return StartFailure.status(String(describing: error))
        }
    }
}
