import ArgumentParser
import Linux

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
        try action(session.environment).run(in: session)
    }

    func action(_ environment: Environment) throws -> ContainerExecution {
        let words = try PassthroughWords(words, subject: "container")
        guard !words.command.isEmpty else { throw CommandLineError.invalid("no command is given", hint: "see --help") }
        if let detachKeys { _ = try DetachKeys(detachKeys) }
        var action = ContainerExecution(container: words.subject, command: words.command)
        action.variables = try execution.variables(environment)
        action.user = execution.user ?? ""
        action.workingDirectory = execution.workdir ?? ""
        action.isPrivileged = privileged
        action.isInteractive = execution.interactive
        action.hasTerminal = execution.tty
        action.isDetached = detach
        action.detachKeys = detachKeys
        return action
    }
}
