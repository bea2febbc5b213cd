import ArgumentParser
import Linux
import OCI
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

extension RuntimeProgram {
    struct Exec: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "exec", abstract: "Run another process in a container.")
        @OptionGroup var global: GlobalArguments
        @Option(name: [.customShort("p"), .customLong("process")], help: "A JSON file with the process.")
        var process: String?
        @Flag(name: [.customShort("t"), .customLong("tty")], help: "Give it a terminal.") var tty = false
        @Flag(name: [.customShort("d"), .customLong("detach")], help: "Do not wait for it.") var detach = false
        @Option(name: [.customShort("e"), .customLong("env")], help: "NAME=value.") var env: [String] = []
        @Option(name: .customLong("cwd"), help: "The working directory.") var cwd: String?
        @Option(name: [.customShort("u"), .customLong("user")], help: "UID or UID:GID.") var user: String?
        @Option(name: [.customShort("g"), .customLong("additional-gids")], help: "More groups.")
        var additionalGroups: [UInt32] = []
        @Option(name: [.customShort("c"), .customLong("cap")], help: "A capability to add.") var capabilities:
            [String] = []
        @Option(name: .customLong("pid-file"), help: "A file for the process's pid.") var pidFile: String?
        @Option(name: .customLong("console-socket"), help: "Gets the terminal's master.") var consoleSocket: String?
        @Option(name: .customLong("process-label"), help: "SELinux's label of the process.") var processLabel: String?
        @Option(name: .customLong("apparmor"), help: "AppArmor's profile of the process.") var apparmor: String?
        @Flag(name: .customLong("no-new-privs"), help: "Let it gain no rights by what it executes.")
        var noNewPrivileges = false
        @Option(name: .customLong("preserve-fds"), help: "How many descriptors from 3 on the program gets.")
        var preserveFDs = 0
        @Option(name: .customLong("cgroup"), help: "[CONTROLLER,…:]PATH below the container's cgroup.")
        var cgroups: [String] = []
        @Flag(name: .customLong("ignore-paused"), help: "Place it in a paused container, to go on with it.")
        var ignorePaused = false
        @Argument(help: "The container's id.") var id: String
        @Argument(parsing: .captureForPassthrough, help: "The program and its arguments.") var command: [String] = []

        func run() throws {
            let runtime = try global.runtime
            let process = try requestedProcess(runtime)
            try ConsoleArguments.check(process, isDetached: detach, socket: consoleSocket)
            let foreground = try detach ? nil : ForegroundProcess()
            var request = ExecProcessRequest(id: id, process: process, streams: ConsoleArguments.streams(process))
            request.preservedDescriptors = try PreservedDescriptors(asked: preserveFDs).count
            request.cgroups = cgroupPaths
            request.ignoresPause = ignorePaused
            var created = try runtime.exec(request)
            do { try hand(&created) } catch {
                try? ProcessDescriptor.signal(created.pidfd.raw, SIGKILL)
                throw error
            }
            if let foreground { throw ExitCode(try foreground.wait(for: &created)) }
        }

        private var cgroupPaths: [String: String] {
            cgroups.reduce(into: [:]) { paths, text in
                let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                let controllers = parts.count == 1 ? [""] : parts[0].split(separator: ",").map(String.init)
                for controller in controllers { paths[controller] = String(parts[parts.count - 1]) }
            }
        }

        private func hand(_ created: inout CreatedProcess) throws {
            if detach, let consoleSocket { try ConsoleArguments.send(&created, to: consoleSocket) }
            if let pidFile { try ConsoleArguments.writePid(created.pid, to: pidFile) }
        }

        private func requestedProcess(_ runtime: ContainerRuntime) throws -> RuntimeSpec.Process {
            if let file = self.process {
                return try JSONText.decode(RuntimeSpec.Process.self, SmallFile.bytes(file), name: file)
            }
            var process = try runtime.configuredProcess(id: id)
            process.args = command.first == "--" ? Array(command.dropFirst()) : command
            process.terminal = tty
            process.env = (process.env ?? []) + env
            if let cwd { process.cwd = cwd }
            if let user { process.user = try parse(user: user) }
            if !additionalGroups.isEmpty {
                process.user = process.user ?? RuntimeSpec.User()
                process.user?.additionalGids = additionalGroups
            }
            process.addCapabilities(capabilities)
            if let processLabel { process.selinuxLabel = processLabel }
            if let apparmor { process.apparmorProfile = apparmor }
            if noNewPrivileges { process.noNewPrivileges = true }
            return process
        }

        private func parse(user: String) throws -> RuntimeSpec.User {
            let parts = user.split(separator: ":", omittingEmptySubsequences: false).map { UInt32($0) }
            guard parts.count <= 2, let uid = parts[0], let gid = parts.count == 2 ? parts[1] : 0 else {
                throw RuntimeError(.invalidConfiguration, "--user: '\(user)' is not UID or UID:GID")
            }
            return RuntimeSpec.User(uid: uid, gid: gid)
        }
    }
}
