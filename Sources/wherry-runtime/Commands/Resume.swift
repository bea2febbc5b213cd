import ArgumentParser
import OCIRuntime

extension RuntimeProgram {
    struct Resume: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "resume", abstract: "Let a paused container go on.")
        @OptionGroup var global: GlobalArguments
        @Argument(help: "The container's id.") var id: String

        func run() throws { try global.runtime.resume(id: id) }
    }
}
