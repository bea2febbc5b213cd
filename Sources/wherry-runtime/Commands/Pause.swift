import OCIRuntime

extension RuntimeProgram {
    struct Pause: Command {
        static let name = "pause"
        static let summary = "Stop all processes of a container for a while."

        private var id = ""

        mutating func declare<Syntax: ArgumentSyntax>(to syntax: inout Syntax) throws(Syntax.Failure) {
            try syntax.operand("container-id", &id)
        }

        func run(_ global: GlobalOptions) throws { try global.runtime.pause(id: id) }
    }
}
