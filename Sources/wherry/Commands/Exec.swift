import ArgumentParser
import DockerAPI

/// Runs a command in a running container.
struct Exec: EngineCommand {
    static let configuration = CommandConfiguration.verb(
        "exec", "Run a command in a running container", usage: "[flags] <container> <command> ...")

    @Flag(name: .shortAndLong, help: "Run it in the background.")
    var detach = false
    @Option(name: .long, parsing: .unconditional, help: "Keys that detach from the command.")
    var detachKeys: String?
    @OptionGroup var execution: ExecutionOptions
    @Flag(name: .long, help: "Give it all capabilities.")
    var privileged = false
    @Argument(parsing: .captureForPassthrough, help: "The container, and the command to run in it.")
    var words: [String] = []

    func run(in session: Session) throws -> ExitStatus {
        let words = try PassthroughWords(words, subject: "container")
        guard !words.command.isEmpty else { throw CommandLineError.invalid("no command is given", hint: "see --help") }
        guard !execution.tty || !execution.interactive || detach || session.inputIsTerminal else {
            throw CommandLineError.invalid(
                "the input device is not a TTY", hint: "leave out -t, or run it in a terminal")
        }
        let request = try request(words.command, session)
        let path = "/containers/\(words.subject)/exec"
        let exec = try session.client.call(.post(path, json: request), as: ExecCreateResponse.self)
        return try start(exec.id, request, session)
    }

    private func request(_ command: [String], _ session: Session) throws -> ExecCreateRequest {
        var request = ExecCreateRequest()
        request.cmd = command
        request.env = try execution.variables(session.environment)
        request.user = execution.user ?? ""
        request.workingDir = execution.workdir ?? ""
        request.privileged = privileged
        request.tty = execution.tty
        request.attachStdin = execution.interactive && !detach
        request.attachStdout = !detach
        request.attachStderr = !detach
        request.detachKeys =
            try detachKeys.map {
                _ = try DetachKeys($0); return $0
            } ?? ""
        if execution.tty, let size = TerminalSize(of: session.output.descriptor) {
            request.consoleSize = [size.rows, size.columns]
        }
        return request
    }

    private func start(_ exec: String, _ request: ExecCreateRequest, _ session: Session) throws -> ExitStatus {
        var start = ExecStartRequest()
        start.detach = detach
        start.tty = execution.tty
        start.consoleSize = request.consoleSize
        let call = HTTPRequest.post("/exec/\(exec)/start", json: start)
        do {
            if detach {
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
            connection: stream.connection, input: session.input, passesInput: execution.interactive,
            isTerminal: execution.tty,
            detachKeys: try detachKeys.map(DetachKeys.init) ?? .standard,
            resize: {
                guard let size = TerminalSize(of: session.output.descriptor) else { return }
                // A command that has ended has no terminal to resize.
                _ = try? session.client.call(.post("/exec/\(exec)/resize", size.query))
            }, forward: nil)
        var output = ContainerOutput(output: session.output, error: session.error, isMultiplexed: !execution.tty)
        switch try attached.run(&output) {
        case .closed: return try status(of: exec, session)
        case .detached: return .success
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
