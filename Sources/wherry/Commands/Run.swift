import ArgumentParser
import DockerAPI

typealias Run = RunCommand<ContainerOptions>
/// `run` with the flags that most runs have: ArgumentParser's work, most of the start of this program, grows with every
/// flag that there is. Where it cannot parse the words, ``Run`` does, and says what is wrong.
typealias UsualRun = RunCommand<UsualContainerOptions>

/// Creates a container, starts it and, unless detached, stays with it until it ends.
struct RunCommand<Options: ContainerFlags>: EngineCommand {
    static var configuration: CommandConfiguration {
        .verb("run", "Create and run a new container from an image", usage: "[flags] <image> [<command> ...]")
    }
    static var failureStatus: ExitStatus { .engineFailure }

    @Flag(name: .shortAndLong, help: "Run in the background and print the container's id.")
    var detach = false
    @Option(name: .shortAndLong, parsing: .unconditionalSingleValue, help: "Attach stdin, stdout or stderr.")
    var attach: [StandardStream] = []
    @Option(name: .long, parsing: .unconditional, help: "Pass signals on to the container (true or false).")
    var sigProxy = true
    @Option(name: .long, parsing: .unconditional, help: "Keys that detach from the container.")
    var detachKeys: String?
    @OptionGroup var options: Options
    @Argument(parsing: .captureForPassthrough, help: "The image, and the command to run in place of the image's.")
    var words: [String] = []

    func run(in session: Session) throws -> ExitStatus {
        let words = try PassthroughWords(words, subject: "image")
        if let detachKeys { _ = try DetachKeys(detachKeys) }
        var request = try options.request(
            image: words.subject, command: words.command, environment: session.environment)
        try attachStreams(&request, session)
        let creation = ContainerCreation(session: session, options: options.lifecycle, request: request)
        let container = try creation.create()
        return detach ? try runDetached(container, session) : try runAttached(container, request, session)
    }

    private func attachStreams(_ request: inout ContainerCreateRequest, _ session: Session) throws {
        guard !detach || attach.isEmpty else {
            throw CommandLineError.invalid("--attach and --detach exclude each other")
        }
        guard !request.config.tty || !request.config.openStdin || detach || session.inputIsTerminal else {
            throw CommandLineError.invalid(
                "the input device is not a TTY", hint: "leave out -t, or run it in a terminal")
        }
        guard !detach else { return }
        let isDefault = attach.isEmpty
        request.config.attachStdin = attach.contains(.stdin) || (isDefault && request.config.openStdin)
        request.config.attachStdout = isDefault || attach.contains(.stdout)
        request.config.attachStderr = isDefault || attach.contains(.stderr)
        request.config.stdinOnce = request.config.openStdin && request.config.attachStdin
        if request.config.tty, let size = TerminalSize(of: session.output.descriptor) {
            request.hostConfig.consoleSize = [size.rows, size.columns]
        }
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
            showsError: request.config.attachStderr, detachKeys: detachKeys, forwardsSignals: sigProxy)
        var stream = try attachment.open()
        var wait = try ContainerWait(
            session.client, container: container, condition: options.lifecycle.rm ? .removed : .nextExit)
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

/// A stream that `--attach` names.
enum StandardStream: String, ExpressibleByArgument, CaseIterable {
    case stdin, stdout, stderr

    init?(argument: String) {
        self.init(rawValue: argument.lowercased())
    }
}
