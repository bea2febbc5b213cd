import ArgumentParser
import OCI
import OCIRuntime

extension RuntimeProgram {
    struct Start: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "start", abstract: "Start a created container.")
        @OptionGroup var global: GlobalArguments
        @Argument(help: "The container's id.") var id: String

        func run() throws {
            let runtime = try global.runtime
            let isAwaited = ServiceNotifications.managersSocket != nil
            let notifications = try ServiceNotifications(isAwaited ? runtime.notifications(id: id) : nil)
            try runtime.start(id: id)
            if isAwaited { try notifications.waitUntilReady(pid: runtime.state(id: id).pid) }
        }
    }
}
