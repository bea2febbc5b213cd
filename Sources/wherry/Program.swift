import ArgumentParser
import Linux

/// One run of this program.
struct Program {
    let words: [String]

    func run() -> ExitStatus {
        let output = OutputStream(descriptor: 1)
        let error = OutputStream(descriptor: 2)
        do {
            let dispatch = try Dispatch(words)
            let command: any ParsableCommand
            do {
                command = try dispatch.parse()
            } catch let problem {
                return try explain(problem, dispatch.command, output, error)
            }
            return try run(command, dispatch, output, error)
        } catch let problem {
            tell(problem, on: error)
            return .engineFailure
        }
    }

    private func run(
        _ command: any ParsableCommand, _ dispatch: Dispatch, _ output: OutputStream, _ error: OutputStream
    ) throws -> ExitStatus {
        guard let command = dispatch.engineCommand(command) else {
            return try runWithoutEngine(command, dispatch, output, error)
        }
        let environment = Environment.current
        let client = try EngineSettings(host: dispatch.host, environment: environment).client()
        let session = Session(client: client, output: output, error: error, environment: environment)
        do {
            let status = try command.run(in: session)
            try output.flush()
            return status
        } catch let problem as CleanExit {
            return try explain(problem, dispatch.command, output, error)
        } catch let problem {
            try? output.flush()
            tell(problem, on: error)
            return (problem as? CommandLineError)?.code == .invalidArgument
                ? .engineFailure : type(of: command).failureStatus
        }
    }

    /// `help`, groups without a verb, and what else ArgumentParser does by itself.
    private func runWithoutEngine(
        _ command: any ParsableCommand, _ dispatch: Dispatch, _ output: OutputStream, _ error: OutputStream
    ) throws -> ExitStatus {
        var command = command
        do {
            try command.run()
            return .success
        } catch let problem {
            return try explain(problem, dispatch.command, output, error)
        }
    }

    /// Help goes to standard output; a mistake is one line on standard error.
    private func explain(
        _ problem: any Error, _ command: any ParsableCommand.Type, _ output: OutputStream, _ error: OutputStream
    ) throws -> ExitStatus {
        if command.exitCode(for: problem) == .success {
            try output.print(command.fullMessage(for: problem))
            try output.flush()
            return .success
        }
        let message = command.message(for: problem).split(separator: "\n").first.map(String.init) ?? ""
        let text = message.prefix(1).lowercased() + message.dropFirst()
        tell(CommandLineError.invalid(text, hint: "see '\(Self.path(command)) --help'"), on: error)
        return .engineFailure
    }

    private static func path(_ command: any ParsableCommand.Type) -> String {
        let group = command.configuration._superCommandName.map { "\($0) " } ?? ""
        return group + command._commandName
    }

    private func tell(_ problem: any Error, on error: OutputStream) {
        // Nowhere is left to tell of an output that cannot be written.
        try? error.print("wherry: \(problem)")
        try? error.flush()
    }
}
