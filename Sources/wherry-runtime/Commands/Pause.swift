import ArgumentParser
import OCIRuntime

extension RuntimeProgram {
    struct Pause: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "pause", abstract: "Stop all processes of a container for a while.")
        @OptionGroup var global: GlobalArguments
        @Argument(help: "The container's id.") var id: String

        func run() throws { try global.runtime.pause(id: id) }
    }
}
