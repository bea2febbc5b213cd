import ArgumentParser
import Linux
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

extension RuntimeProgram {
    struct Run: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "run", abstract: "Create and start a container, and wait for it.")
        @OptionGroup var global: GlobalArguments
        @OptionGroup var bundle: BundleArguments
        @Flag(name: [.customShort("d"), .customLong("detach")], help: "Do not wait for the container.")
        var detach = false
        @Flag(name: .customLong("keep"), help: "Do not delete the container when it has ended.")
        var keep = false

        @Flag(name: .customLong("no-subreaper"), help: "Do not become the parent of the container's orphans.")
        var noSubreaper = false

        func run() throws {
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
            if !keep { try runtime.delete(id: bundle.id, force: true) }
            throw ExitCode(code)
        }
    }
}
