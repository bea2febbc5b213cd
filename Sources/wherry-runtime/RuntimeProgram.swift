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
        var command: (any Command.Type)?
        do {
            try StandardDescriptors.fill()
            let given = try GivenArguments(
                CommandLine.arguments.dropFirst(), for: ArgumentList(of: GlobalOptions.self))
            let global = try GlobalOptions(given)
            try global.openLog()
            let words = global.command
            if global.version { return try Output.line(version) }
            guard let name = words.first, !given.asksForHelp else { return try printHelp(of: nil) }
            if ["help", "h"].contains(name) { return try printHelp(of: words.dropFirst().first) }
            let chosen = try Self.command(name)
            command = chosen
            try chosen.run(words.dropFirst(), global)
        } catch let code as ExitCode {
            exit(code.value)
        } catch {
            Failure.end(message(error, command), code: command?.failureCode ?? 1)
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

    private static func command(_ name: String) throws(UsageError) -> any Command.Type {
        guard let command = commands.first(where: { $0.name == name }) else {
            throw UsageError("there is no command '\(name)'")
        }
        return command
    }

    private static func message(_ error: any Error, _ command: (any Command.Type)?) -> String {
        switch error {
        case let error as RuntimeError: error.message
        case let error as UsageError:
            "\(error.message); see '\(name)\(command.map { " \($0.name)" } ?? "") --help'"
        default: "\(error)"
        }
    }
}

extension Command {
    fileprivate static func run(_ words: some Sequence<String>, _ global: GlobalOptions) throws {
        // Before anything else is done, since the program is executed once more, unless CProtectedStart has done so.
        if entersContainer { try ReadOnlyExecutable.protectSelf() }
        global.noteCommandLine()
        let given = try GivenArguments(words, for: ArgumentList(of: self))
        if given.asksForHelp { return try printHelp() }
        try Self(given).run(global)
    }

    fileprivate static func printHelp() throws { try Output.line(HelpText(RuntimeProgram.name, self).text) }
}
