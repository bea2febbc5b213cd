import ArgumentParser
import Linux
import OCIRuntime

extension RuntimeProgram {
    struct Kill: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "kill", abstract: "Send a signal to a container.")
        @OptionGroup var global: GlobalArguments
        @Flag(name: [.customShort("a"), .customLong("all")], help: "To every process of the container.") var all = false
        @Argument(help: "The container's id.") var id: String
        @Argument(help: "A name or a number; absent is SIGTERM.") var signal = "SIGTERM"

        func run() throws {
            // Signal 0 only asks whether there is someone to get it.
            guard let number = signal == "0" ? 0 : SignalName.number(of: signal) else {
                throw RuntimeError(.invalidConfiguration, "unknown signal \"\(signal)\"")
            }
            try global.runtime.kill(id: id, signal: number, all: all)
        }
    }
}
