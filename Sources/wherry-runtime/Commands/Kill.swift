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
            let runtime = try global.runtime
            let number: Int32
            do { number = try Self.number(of: signal.isEmpty ? "SIGTERM" : signal) } catch {
                // As runc, which looks for the container first.
                _ = try runtime.state(id: id)
                throw error
            }
            try runtime.kill(id: id, signal: number, all: all)
        }

        private static func number(of signal: String) throws(RuntimeError) -> Int32 {
            // It only asks whether there is someone to get it.
            if signal == "0" { return 0 }
            if let number = SignalName.number(of: signal) { return number }
            guard Int32(signal) != nil else {
                throw RuntimeError(.invalidConfiguration, "unknown signal \"\(signal)\"")
            }
            throw RuntimeError(.invalidConfiguration, "unable to signal init: invalid argument")
        }
    }
}
