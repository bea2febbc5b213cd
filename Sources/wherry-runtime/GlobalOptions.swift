import Cgroups
import Linux
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

/// runc's options that stand before the command: `wherry-runtime --root DIRECTORY create …`.
struct GlobalOptions: CommandArguments {
    private var root: String?
    private var log: String?
    private var logFormat = ""
    private var debug = false
    private var systemdCgroup = false
    private var rootless = "auto"
    private(set) var version = false
    /// The command and what follows it.
    private(set) var command: [String] = []

    mutating func declare<Syntax: ArgumentSyntax>(to syntax: inout Syntax) throws(Syntax.Failure) {
        try syntax.option("root", &root, "DIRECTORY", "Where the state of containers is kept.")
        try syntax.option("log", &log, "FILE", "Write errors to a file, and only their messages to standard error.")
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
            ContainerRuntime(
                stateRoot: try absoluteRoot(),
                cgroups: CgroupPolicy(usesSystemd: systemdCgroup, permissions: try permissions))
        }
    }

    private var permissions: CgroupPermissions {
        get throws(RuntimeError) {
            if ["", "auto"].contains(rootless) { return .automatic }
            guard let isRootless = Bool(text: rootless) else {
                throw RuntimeError(
                    .invalidConfiguration, "strconv.ParseBool: parsing \"\(rootless)\": invalid syntax")
            }
            return isRootless ? .optional : .needed
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
    func openLog() throws(RuntimeError) {
        guard ["", "text", "json"].contains(logFormat) else {
            throw RuntimeError(.invalidConfiguration, "invalid log-format: \(logFormat)")
        }
        let path = log.flatMap { $0.isEmpty ? nil : $0 }
        try Log(path: path, isJSON: logFormat == "json", hasDetails: debug).open()
    }

    func noteCommandLine() { Log.debug(CommandLine.arguments.joined(separator: " ")) }
}
