import ArgumentParser
import Linux
import OCI
import OCIRuntime

extension RuntimeProgram {
    struct Features: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "features", abstract: "Print what the runtime can do as JSON.")
        @OptionGroup var global: GlobalArguments

        func run() throws { try Output.json(RuntimeFeatures(), indentation: "    ") }
    }
}
