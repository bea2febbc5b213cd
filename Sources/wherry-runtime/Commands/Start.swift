import OCI
import OCIRuntime

extension RuntimeProgram {
    struct Start: Command {
        static let name = "start"
        static let summary = "Start a created container."

        private var id = ""

        mutating func declare<Syntax: ArgumentSyntax>(to syntax: inout Syntax) throws(Syntax.Failure) {
            try syntax.operand("container-id", &id)
        }

        func run(_ global: GlobalOptions) throws {
            let runtime = try global.runtime
            let isAwaited = ServiceNotifications.managersSocket != nil
            let notifications = try ServiceNotifications(isAwaited ? runtime.notifications(id: id) : nil)
            try runtime.start(id: id)
            if isAwaited { try notifications.waitUntilReady(pid: runtime.state(id: id).pid) }
        }
    }
}
