import Linux
import OCIRuntime

extension RuntimeProgram {
    struct Create: Command {
        static let name = "create"
        static let summary = "Create a container, to be started later."
        static let failurePrefix = "runc create failed: "
        static let processFailurePrefix = "unable to start container process: error during container init: "
        static let entersContainer = true

        private var bundle = BundleArguments()

        mutating func declare<Syntax: ArgumentSyntax>(to syntax: inout Syntax) throws(Syntax.Failure) {
            try bundle.declare(to: &syntax)
        }

        func run(_ global: GlobalOptions) throws {
            try bundle.create(global.runtime, start: false, isDetached: true) { _ in }
        }
    }
}
