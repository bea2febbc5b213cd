import Linux
import OCI
import OCIRuntime

extension RuntimeProgram {
    struct Features: Command {
        static let name = "features"
        static let summary = "Print what the runtime can do as JSON."

        func declare<Syntax: ArgumentSyntax>(to syntax: inout Syntax) {}

        func run(_ global: GlobalOptions) throws { try Output.json(RuntimeFeatures(), indentation: "    ") }
    }
}
