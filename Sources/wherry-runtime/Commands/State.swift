import JSON
import OCI
import OCIRuntime

extension RuntimeProgram {
    struct State: Command {
        static let name = "state"
        static let summary = "Print a container's state as JSON."

        private var id = ""

        mutating func declare<Syntax: ArgumentSyntax>(to syntax: inout Syntax) throws(Syntax.Failure) {
            try syntax.operand("container-id", &id)
        }

        func run(_ global: GlobalOptions) throws {
            // As runc, which ends it without a newline.
            try Output.write(ListEntry(try global.runtime.summary(id: id), owner: "").json(indentation: "  "))
        }
    }
}
