import ArgumentParser
import Linux
import OCI
import OCIRuntime

/// An OCI runtime with runc's command line.
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

    static func main() {
        do {
            try StandardDescriptors.fill()
            var command = try parseAsRoot(GlobalArguments.movedToSubcommand(Array(CommandLine.arguments.dropFirst())))
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
