import OCIRuntime

extension RuntimeProgram {
    struct Delete: Command {
        static let name = "delete"
        static let summary = "Remove what is left of a container."

        private var force = false
        private var id = ""

        mutating func declare<Syntax: ArgumentSyntax>(to syntax: inout Syntax) throws(Syntax.Failure) {
            try syntax.flag("force", "f", &force, "Kill it first if it runs.")
            try syntax.operand("container-id", &id)
        }

        func run(_ global: GlobalOptions) throws {
            for failure in try global.runtime.delete(id: id, force: force) { Log.error(failure.message) }
        }
    }
}
