import ArgumentParser
import OCIRuntime

extension RuntimeProgram {
    struct Start: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "start", abstract: "Start a created container.")
        @OptionGroup var global: GlobalArguments
        @Argument(help: "The container's id.") var id: String

        func run() throws { try global.runtime.start(id: id) }
    }
}
