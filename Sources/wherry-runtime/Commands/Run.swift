import Linux
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

extension RuntimeProgram {
    struct Run: Command {
        static let name = "run"
        static let summary = "Create and start a container, and wait for it."
        static let failurePrefix = "runc run failed: "
        static let processFailurePrefix = "unable to start container process: error during container init: "
        static let entersContainer = true

        private var bundle = BundleArguments()
        private var detach = false
        private var keep = false
        private var noSubreaper = false

        mutating func declare<Syntax: ArgumentSyntax>(to syntax: inout Syntax) throws(Syntax.Failure) {
            try syntax.flag("detach", "d", &detach, "Do not wait for the container.")
            try syntax.flag("keep", &keep, "Do not delete the container when it has ended.")
            try syntax.flag("no-subreaper", &noSubreaper, "Do not become the parent of the container's orphans.")
            try bundle.declare(to: &syntax)
        }

        func run(_ global: GlobalOptions) throws {
            let runtime = try global.runtime
            if detach {
                return try bundle.create(runtime, start: true, isDetached: true) { process in
                    try ServiceNotifications(process.notifications.take()).waitUntilReady(pid: process.pid)
                }
            }
            let foreground = try ForegroundProcess()
            if !noSubreaper { try ChildSubreaper.become() }
            var code: Int32 = 0
            try bundle.create(runtime, start: true, isDetached: false) { code = try foreground.wait(for: &$0) }
            if !keep {
                for failure in try runtime.delete(id: bundle.id, force: true) { Log.error(failure.message) }
            }
            throw ExitCode(code)
        }
    }
}
