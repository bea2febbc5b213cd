import ArgumentParser
import Linux
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

extension RuntimeProgram {
    struct Run: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Create and start a container, and wait for it.")
        @OptionGroup var global: GlobalArguments
        @OptionGroup var bundle: BundleArguments
        @Flag(name: [.customShort("d"), .customLong("detach")], help: "Do not wait for the container.")
        var detach = false
        @Flag(name: .customLong("keep"), help: "Do not delete the container when it has ended.")
        var keep = false

        func run() throws {
            var process = try bundle.create(global.runtime, start: true, streams: nil)
            if let pidFile = bundle.pidFile { try ConsoleArguments.writePid(process.pid, to: pidFile) }
            if detach { return try ForegroundProcess.detach(&process, consoleSocket: bundle.consoleSocket) }
            let code = try ForegroundProcess.wait(&process)
            if !keep { try global.runtime.delete(id: bundle.id, force: true) }
            throw ExitCode(code)
        }
    }
}
