import Linux
import OCIRuntime

extension RuntimeProgram {
    struct Kill: Command {
        static let name = "kill"
        static let summary = "Send a signal to a container."

        private var all = false
        private var id = ""
        /// A name or a number.
        private var signal = "SIGTERM"

        mutating func declare<Syntax: ArgumentSyntax>(to syntax: inout Syntax) throws(Syntax.Failure) {
            try syntax.flag("all", "a", &all, "To every process of the container.")
            try syntax.operand("container-id", &id)
            try syntax.optionalOperand("signal", &signal)
        }

        func run(_ global: GlobalOptions) throws {
            // Signal 0 only asks whether there is someone to get it.
            guard let number = signal == "0" ? 0 : SignalName.number(of: signal) else {
                throw RuntimeError(.invalidConfiguration, "unknown signal \"\(signal)\"")
            }
            try global.runtime.kill(id: id, signal: number, all: all)
        }
    }
}
