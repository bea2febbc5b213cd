import Linux
import OCI
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

extension RuntimeProgram {
    struct Exec: Command {
        static let name = "exec"
        static let summary = "Run another process in a container."
        /// Any other could be the process's.
        static let failureCode: Int32 = 255
        static let failurePrefix = "exec failed: "
        static let processFailurePrefix = "unable to start container process: "
        static let entersContainer = true

        private var process: String?
        private var tty = false
        private var detach = false
        private var env: [String] = []
        private var cwd: String?
        private var user: String?
        private var additionalGroups: [UInt32] = []
        private var capabilities: [String] = []
        private var pidFile: String?
        private var consoleSocket: String?
        private var processLabel: String?
        private var apparmor: String?
        private var noNewPrivileges = false
        private var preserveFDs = 0
        private var cgroups: [String] = []
        private var ignorePaused = false
        private var id = ""
        private var command: [String] = []

        mutating func declare<Syntax: ArgumentSyntax>(to syntax: inout Syntax) throws(Syntax.Failure) {
            try syntax.option("process", "p", &process, "FILE", "JSON of the process.")
            try syntax.flag("tty", "t", &tty, "Give it a terminal.")
            try syntax.flag("detach", "d", &detach, "Do not wait for it.")
            try syntax.option("env", "e", &env, "NAME=VALUE", "A variable of its environment.")
            try syntax.option("cwd", &cwd, "DIRECTORY", "The working directory.")
            try syntax.option("user", "u", &user, "UID[:GID]", "Whom it runs as.")
            try syntax.option("additional-gids", "g", &additionalGroups, "GID", "One more group.")
            try syntax.option("cap", "c", &capabilities, "CAPABILITY", "One more capability.")
            try syntax.option("pid-file", &pidFile, "FILE", "Write the process's pid to it.")
            try syntax.option(
                "console-socket", &consoleSocket, "SOCKET", "A unix socket that gets the terminal's master.")
            try syntax.option("process-label", &processLabel, "LABEL", "SELinux's label of the process.")
            try syntax.option("apparmor", &apparmor, "PROFILE", "AppArmor's profile of the process.")
            try syntax.flag("no-new-privs", &noNewPrivileges, "Let it gain no rights by what it executes.")
            try syntax.option(
                "preserve-fds", &preserveFDs, "NUMBER", "How many descriptors from 3 on the program gets.")
            try syntax.option("cgroup", &cgroups, "[CONTROLLER,…:]PATH", "A cgroup below the container's.")
            try syntax.flag("ignore-paused", &ignorePaused, "Place it in a paused container, to go on with it.")
            try syntax.operand("container-id", &id)
            try syntax.rest("command", &command)
        }

        func run(_ global: GlobalOptions) throws {
            let runtime = try global.runtime
            let process = try requestedProcess(runtime)
            for warning in try runtime.capabilityWarnings(about: process, in: id) { Log.warn(warning) }
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
                let bytes: [UInt8]
                do { bytes = try HostFile.bytes(file) } catch {
                    // As runc, which looks for the container first.
                    _ = try runtime.state(id: id)
                    throw error
                }
                return try JSONText.decode(RuntimeSpec.Process.self, bytes, name: file)
            }
            var process = try runtime.configuredProcess(id: id)
            if command.isEmpty { throw RuntimeError(.invalidConfiguration, "process args cannot be empty") }
            process.args = command
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
            let parts = user.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let gid = try parts.dropFirst().first.map { gid throws(RuntimeError) in try number(gid, of: "gid") }
            return RuntimeSpec.User(uid: try number(parts[0], of: "uid"), gid: gid ?? 0)
        }

        private func number(_ text: Substring, of member: String) throws(RuntimeError) -> UInt32 {
            if let number = UInt32(text) { return number }
            let reason = "strconv.Atoi: parsing \"\(text)\": invalid syntax"
            throw RuntimeError(.invalidConfiguration, "parsing \(text) as int for \(member) failed: \(reason)")
        }
    }
}
