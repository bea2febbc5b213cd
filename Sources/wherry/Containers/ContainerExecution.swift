import DockerAPI

/// Runs a command in a running container.
struct ContainerExecution: Action, Equatable {
    var container: String
    var command: [String]
    var variables: [String] = []
    var user = ""
    var workingDirectory = ""
    var isPrivileged = false
    /// Whether standard input is passed on.
    var isInteractive = false
    var hasTerminal = false
    var isDetached = false
    var detachKeys: String?

    init(container: String, command: [String]) {
        self.container = container
        self.command = command
    }

    func run(in session: Session) throws -> ExitStatus {
        guard !hasTerminal || !isInteractive || isDetached || session.inputIsTerminal else {
            throw CommandLineError.invalid(
                "the input device is not a TTY", hint: "leave out -t, or run it in a terminal")
        }
        let request = request(session)
        let call = HTTPRequest.post("/containers/\(container)/exec", json: request)
        let exec = try session.client.call(call, as: ExecCreateResponse.self)
        return try start(exec.id, request, session)
    }

    private func request(_ session: Session) -> ExecCreateRequest {
        var request = ExecCreateRequest()
        request.cmd = command
        request.env = variables
        request.user = user
        request.workingDir = workingDirectory
        request.privileged = isPrivileged
        request.tty = hasTerminal
        request.attachStdin = isInteractive && !isDetached
        request.attachStdout = !isDetached
        request.attachStderr = !isDetached
        request.detachKeys = detachKeys ?? ""
        if hasTerminal, let size = TerminalSize(of: session.output.descriptor) {
            request.consoleSize = [size.rows, size.columns]
        }
        return request
    }

    private func start(_ exec: String, _ request: ExecCreateRequest, _ session: Session) throws -> ExitStatus {
        var start = ExecStartRequest()
        start.detach = isDetached
        start.tty = hasTerminal
        start.consoleSize = request.consoleSize
        let call = HTTPRequest.post("/exec/\(exec)/start", json: start)
        do {
            if isDetached {
                try session.client.call(call)
                return .success
            }
            var stream = try session.client.upgrade(call)
            _ = try stream.checkedHead()
            return try stay(with: stream, exec, session)
        } catch let error as CommandLineError where StartFailure.status(error.message) != .engineFailure {
            session.report(error)
            return StartFailure.status(error.message)
        }
    }

    private func stay(with stream: HTTPExchange, _ exec: String, _ session: Session) throws -> ExitStatus {
        let attached = AttachedStream(
            connection: stream.connection, input: session.input, passesInput: isInteractive,
            isTerminal: hasTerminal,
            detachKeys: try detachKeys.map(DetachKeys.init) ?? .standard,
            resize: {
                guard let size = TerminalSize(of: session.output.descriptor) else { return }
                // A command that has ended has no terminal to resize.
                _ = try? session.client.call(.post("/exec/\(exec)/resize", size.query))
            }, forward: nil)
        var output = ContainerOutput(output: session.output, error: session.error, isMultiplexed: !hasTerminal)
        switch try attached.run(&output) {
        case .closed: return try status(of: exec, session)
        case .detached: throw CommandLineError.detached
        case .signalled(let signal): return .signalled(signal)
        }
    }

    private func status(of exec: String, _ session: Session) throws -> ExitStatus {
        let ended = try session.client.call(.get("/exec/\(exec)/json"), as: ExecInspect.self)
        guard let code = ended.exitCode else {
            throw CommandLineError(.protocolViolation, "the engine closed the command's streams, and it still runs")
        }
        return ExitStatus(code: Int32(truncatingIfNeeded: code))
    }
}
