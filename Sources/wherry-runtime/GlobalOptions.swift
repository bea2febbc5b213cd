import Cgroups
import Linux
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

/// runc's options that stand before the command: `wherry-runtime --root DIRECTORY create …`.
struct GlobalOptions: CommandArguments {
    private enum LogFormat: String, TextValue { case text, json }
    private enum Rootless: String, TextValue { case `true`, `false`, auto }

    private var root: String?
    private var log: String?
    private var logFormat = LogFormat.text
    private var debug = false
    private var systemdCgroup = false
    private var rootless = Rootless.auto
    private(set) var version = false
    /// The command and what follows it.
    private(set) var command: [String] = []

    mutating func declare<Syntax: ArgumentSyntax>(to syntax: inout Syntax) throws(Syntax.Failure) {
        try syntax.option("root", &root, "DIRECTORY", "Where the state of containers is kept.")
        try syntax.option("log", &log, "FILE", "Write errors to a file, too.")
        try syntax.option("log-format", &logFormat, "text|json", "How the log is written.")
        try syntax.flag("debug", &debug, "Write to the log what is done, too.")
        try syntax.flag(
            "systemd-cgroup", &systemdCgroup, "Let systemd make the cgroups: cgroupsPath is slice:prefix:name.")
        try syntax.option(
            "rootless", &rootless, "true|false|auto", "Whether to do without cgroups that may not be made.")
        try syntax.flag("version", "v", &version, "Print the version.")
        try syntax.rest("command", &command)
    }

    var runtime: ContainerRuntime {
        get throws {
            let permissions: CgroupPermissions =
                switch rootless {
                case .true: .optional
                case .false: .needed
                case .auto: .automatic
                }
            return ContainerRuntime(
                stateRoot: try absoluteRoot(),
                cgroups: CgroupPolicy(usesSystemd: systemdCgroup, permissions: permissions))
        }
    }

    private func absoluteRoot() throws -> String {
        guard let root else { return Self.standardRoot }
        return root.hasPrefix("/") ? root : "\(try KernelPath.currentDirectory())/\(root)"
    }

    /// An ordinary user has a directory of its own for what lives as long as the machine runs.
    private static var standardRoot: String {
        guard geteuid() != 0 else { return "/run/wherry-runtime" }
        let own = getenv("XDG_RUNTIME_DIR").map { String(cString: $0) } ?? "/run/user/\(geteuid())"
        return "\(own)/wherry-runtime"
    }

    /// A client that asks for a log reads the reason for a failure there: it must be there to be written.
    func openLog() throws {
        guard let log else { return }
        try Log.check(log)
        Log.open = Log(path: log, isJSON: logFormat == .json)
    }

    func noteCommandLine() {
        if debug { Log.debug(CommandLine.arguments.joined(separator: " ")) }
    }
}
