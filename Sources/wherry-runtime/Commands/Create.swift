import ArgumentParser
import Linux
import OCIRuntime

extension RuntimeProgram {
    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create", abstract: "Create a container, to be started later.")
        @OptionGroup var global: GlobalArguments
        @OptionGroup var bundle: BundleArguments

        func run() throws {
            try bundle.create(global.runtime, start: false, isDetached: true) { _ in }
        }
    }
}
