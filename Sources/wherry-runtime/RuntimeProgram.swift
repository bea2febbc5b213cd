import ArgumentParser
import Linux
import OCI
import OCIRuntime

/// An OCI runtime with runc's command line.
///
/// Commands give their names themselves: the parser would make them of the types' names, which costs a millisecond.
@main
struct RuntimeProgram: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wherry-runtime",
        abstract: "Runs containers from OCI bundles.",
        version: "wherry-runtime version 0.1.0\nspec: \(RuntimeSpec.version)",
        subcommands: [
            Create.self, Start.self, Run.self, State.self, Kill.self, Delete.self, Exec.self, List.self, Pause.self,
            Resume.self, Processes.self, Update.self, Events.self, Spec.self, Features.self,
        ])

    /// Commands whose processes run the program's own code inside of a container: they execute it once more, protected,
    /// before anything else is done.
    private static let entersContainers = ["create", "exec", "run"]

    /// The parser takes an unknown command for an operand of its own, and complains of what comes after it.
    private static func checkCommand(_ name: String?) throws {
        guard let name, !name.hasPrefix("-"), name != "help" else { return }
        guard configuration.subcommands.contains(where: { $0.configuration.commandName == name }) else {
            throw ValidationError("there is no command '\(name)'")
        }
    }

    static func main() {
        let arguments = GlobalArguments.movedToSubcommand(Array(CommandLine.arguments.dropFirst()))
        // As runc: what its exit code says of an exec is otherwise the process's.
        let code: Int32 = arguments.first == "exec" ? 255 : 1
        do {
            try StandardDescriptors.fill()
            if entersContainers.contains(arguments.first ?? "") { try ReadOnlyExecutable.protectSelf() }
            try checkCommand(arguments.first)
            var command = try parseAsRoot(arguments)
            try command.run()
        } catch let error as RuntimeError {
            Failure.end(error.message, code: code)
        } catch let error as SystemCallError {
            Failure.end(error.description, code: code)
        } catch {
            // Help and versions are no failure, and the exit code of a process is its own.
            if error is CleanExit || error is ExitCode || exitCode(for: error) == .success { exit(withError: error) }
            Failure.end(message(for: error), code: code)
        }
    }
}
