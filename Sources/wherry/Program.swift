import ArgumentParser
import Linux

/// One run of this program.
struct Program {
    let words: [String]

    private let output = OutputStream(descriptor: 1)
    private let error = OutputStream(descriptor: 2)

    init(words: [String]) {
        self.words = words
    }

    func run() -> ExitStatus {
        do {
            let flags = try GlobalFlags(words)
            if let action = UsualCommands.action(flags.rest, .current) {
                return try perform(action, in: session(flags.host))
            }
            return try run(try Dispatch(flags.rest), host: flags.host)
        } catch let problem {
            tell(problem)
            return .engineFailure
        }
    }

    private func run(_ dispatch: Dispatch, host: String?) throws -> ExitStatus {
        let command: any ParsableCommand
        do {
            command = try parse(dispatch)
        } catch let problem {
            return try explain(problem, dispatch.command)
        }
        guard let action = dispatch.engineCommand(command) else { return try runWithoutEngine(command, dispatch) }
        let session = try session(host)
        do {
            return try perform(action, in: session)
        } catch let problem as CleanExit {
            return try explain(problem, dispatch.command)
        }
    }

    /// Without a verb, help, the version or completions are asked for.
    private func parse(_ dispatch: Dispatch) throws -> any ParsableCommand {
        if dispatch.command == Wherry.self { return try describing(Wherry.self).parseAsRoot(Array(dispatch.arguments)) }
        return try dispatch.parse()
    }

    private func session(_ host: String?) throws -> Session {
        let settings = EngineSettings(host: host, environment: .current)
        return Session(client: try settings.client(), output: output, error: error, environment: .current)
    }

    /// - Throws: `CleanExit` where help is asked for. What else goes wrong is told.
    private func perform(_ action: any Action, in session: Session) throws -> ExitStatus {
        do {
            let status = try action.run(in: session)
            try output.flush()
            return status
        } catch let problem as CleanExit {
            throw problem
        } catch let problem {
            try? output.flush()
            tell(problem)
            return (problem as? CommandLineError)?.code == .invalidArgument
                ? .engineFailure : type(of: action).failureStatus
        }
    }

    /// `help`, groups without a verb, and what else ArgumentParser does by itself.
    private func runWithoutEngine(_ command: any ParsableCommand, _ dispatch: Dispatch) throws -> ExitStatus {
        var command = command
        do {
            try command.run()
            return .success
        } catch let problem {
            return try explain(problem, dispatch.command)
        }
    }

    /// Help goes to standard output; a mistake is one line on standard error.
    private func explain(_ problem: any Error, _ command: any ParsableCommand.Type) throws -> ExitStatus {
        if command.exitCode(for: problem) == .success {
            let described = describing(command)
            // The verbs' own parsers say no more than that help is asked for.
            try output.print(problem is CleanExit ? described.helpMessage() : described.fullMessage(for: problem))
            try output.flush()
            return .success
        }
        let message = command.message(for: problem).split(separator: "\n").first.map(String.init) ?? ""
        let text = message.prefix(1).lowercased() + message.dropFirst()
        tell(CommandLineError.invalid(text, hint: "see '\(Self.path(command)) --help'"))
        return .engineFailure
    }

    private static func path(_ command: any ParsableCommand.Type) -> String {
        let group = command.configuration._superCommandName.map { "\($0) " } ?? ""
        return group + command._commandName
    }

    private func tell(_ problem: any Error) {
        // Nowhere is left to tell of an output that cannot be written.
        try? error.print("wherry: \(problem)")
        try? error.flush()
    }
}
