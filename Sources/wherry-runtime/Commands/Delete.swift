import ArgumentParser
import OCIRuntime

extension RuntimeProgram {
    struct Delete: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "delete", abstract: "Remove what is left of a container.")
        @OptionGroup var global: GlobalArguments
        @Flag(name: [.customShort("f"), .customLong("force")], help: "Kill it first if it runs.") var force = false
        @Argument(help: "The container's id.") var id: String

        func run() throws { try global.runtime.delete(id: id, force: force) }
    }
}
