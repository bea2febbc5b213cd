import ArgumentParser
import Linux
import OCIRuntime

extension RuntimeProgram {
    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Create a container, to be started later.")
        @OptionGroup var global: GlobalArguments
        @OptionGroup var bundle: BundleArguments

        func run() throws {
            var process = try bundle.create(global.runtime, start: false, streams: nil)
            do { try hand(&process) } catch {
                try? global.runtime.delete(id: bundle.id, force: true)
                throw error
            }
        }

        private func hand(_ process: inout CreatedProcess) throws {
            if let terminal = process.terminal.raw {
                guard let socket = bundle.consoleSocket else {
                    throw RuntimeError(
                        .invalidConfiguration, "cannot allocate tty if runc will detach without setting console socket")
                }
                try ConsoleArguments.send(terminal, to: socket)
            }
            if let pidFile = bundle.pidFile { try ConsoleArguments.writePid(process.pid, to: pidFile) }
        }
    }
}
