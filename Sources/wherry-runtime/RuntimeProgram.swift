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
            Resume.self, Spec.self, Features.self,
        ])

    /// Commands whose processes run the program's own code inside of a container: they execute it once more, protected,
    /// before anything else is done.
    private static let entersContainers = ["create", "exec", "run"]

    static func main() {
        do {
            try StandardDescriptors.fill()
            let arguments = GlobalArguments.movedToSubcommand(Array(CommandLine.arguments.dropFirst()))
            if entersContainers.contains(arguments.first ?? "") { try ReadOnlyExecutable.protectSelf() }
            var command = try parseAsRoot(arguments)
            try command.run()
        } catch let error as RuntimeError {
            Failure.end(error.message)
        } catch let error as SystemCallError {
            Failure.end(error.description)
        } catch {
            exit(withError: error)
        }
    }
}
