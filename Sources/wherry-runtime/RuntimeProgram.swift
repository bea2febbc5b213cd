import CProtectedStart
import Linux
import OCI
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

/// An OCI runtime with runc's command line.
@main
enum RuntimeProgram {
    fileprivate static let name = "wherry-runtime"
    private static var commands: [any Command.Type] {
        [
            Create.self, Start.self, Run.self, State.self, Kill.self, Delete.self, Exec.self, List.self, Pause.self,
            Resume.self, Processes.self, Update.self, Events.self, Spec.self, Features.self,
        ]
    }

    static func main() {
        do {
            try StandardDescriptors.fill()
            try run(CommandLine.arguments.dropFirst())
        } catch let code as ExitCode {
            exit(code.value)
        } catch {
            Failure.end("\(error)")
        }
    }

    private static func run(_ words: some Sequence<String>) throws {
        let given: GivenArguments
        let global: GlobalOptions
        do throws(UsageError) {
            given = try GivenArguments(words, for: ArgumentList(of: GlobalOptions.self))
            global = try GlobalOptions(given)
        } catch {
            try refuse(error)
        }
        try global.openLog()
        if global.version { return try Output.line(version) }
        let words = global.command
        guard let name = words.first, !given.asksForHelp else { return try printHelp(of: nil) }
        if ["help", "h"].contains(name) { return try printHelp(of: words.dropFirst().first) }
        try command(name).run(words.dropFirst(), global)
    }

    /// As runc: the help goes to standard output, what is wrong to the log.
    fileprivate static func refuse(_ error: UsageError, of command: (any Command.Type)? = nil) throws -> Never {
        switch error {
        case .command(let name):
            Failure.end("No help topic for '\(name)'\n", code: 3)
        case .option(let message):
            try Output.line("Incorrect Usage\(command == nil ? "." : ":") \(message)\n")
            try printHelp(of: command?.name)
            Failure.end(message)
        case .operands(let message):
            try Output.line("Incorrect Usage.\n")
            try printHelp(of: command?.name)
            Failure.end("\(CommandLine.arguments[0]): \"\(command?.name ?? "")\" \(message)")
        }
    }

    /// In runc's form: a name and a number, then what else the program's behaviour hangs on.
    private static var version: String {
        """
        \(name) version 0.1.0
        spec: \(RuntimeSpec.version)
        libseccomp: \(RuntimeFeatures.seccompLibraryVersion)
        """
    }

    private static func printHelp(of command: String?) throws {
        guard let command else {
            return try Output.line(HelpText(name, "runs containers from OCI bundles", commands: commands).text)
        }
        try Self.command(command).printHelp()
    }

    private static func command(_ name: String) throws -> any Command.Type {
        guard let command = commands.first(where: { $0.name == name }) else { try refuse(.command(name)) }
        return command
    }
}

extension Command {
    fileprivate static func run(_ words: some Sequence<String>, _ global: GlobalOptions) throws {
        do {
            // Before anything else, since the program is executed once more, unless CProtectedStart has done so.
            if entersContainer { try ReadOnlyExecutable.protectSelf() }
            global.noteCommandLine()
            guard let command = try understood(words) else { return try printHelp() }
            try command.run(global)
        } catch let code as ExitCode {
            throw code
        } catch let error as UsageError {
            try RuntimeProgram.refuse(error, of: self)
        } catch {
            for message in (error as? RuntimeError)?.aftermath ?? [] { Log.error(message) }
            Failure.end(failurePrefix + reason(for: error), code: failureCode)
        }
    }

    /// - Returns: `nil` where help is asked for.
    private static func understood(_ words: some Sequence<String>) throws(UsageError) -> Self? {
        let given = try GivenArguments(words, for: ArgumentList(of: self))
        return given.asksForHelp ? nil : try Self(given)
    }

    /// A process that could not be started is told as runc tells it.
    private static func reason(for error: any Error) -> String {
        guard entersContainer, let error = error as? RuntimeError else { return "\(error)" }
        let isOfProgram = [.commandNotFound, .commandNotExecutable].contains(error.code)
        if isOfProgram { return "unable to start container process: \(error.message)" }
        return (error.isOfProcess ? processFailurePrefix : "") + error.message
    }

    fileprivate static func printHelp() throws { try Output.line(HelpText(RuntimeProgram.name, self).text) }
}
