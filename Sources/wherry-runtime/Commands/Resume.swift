import OCIRuntime

extension RuntimeProgram {
    struct Resume: Command {
        static let name = "resume"
        static let summary = "Let a paused container go on."

        private var id = ""

        mutating func declare<Syntax: ArgumentSyntax>(to syntax: inout Syntax) throws(Syntax.Failure) {
            try syntax.operand("container-id", &id)
        }

        func run(_ global: GlobalOptions) throws { try global.runtime.resume(id: id) }
    }
}
