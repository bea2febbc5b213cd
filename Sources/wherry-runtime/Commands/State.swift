import ArgumentParser
import OCI
import OCIRuntime

extension RuntimeProgram {
    struct State: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "state", abstract: "Print a container's state as JSON.")
        @OptionGroup var global: GlobalArguments
        @Argument(help: "The container's id.") var id: String

        func run() throws {
            try Output.json(ListEntry(try global.runtime.summary(id: id), owner: ""), indentation: "  ")
        }
    }
}
