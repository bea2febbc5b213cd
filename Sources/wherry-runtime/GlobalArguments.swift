import ArgumentParser
import Cgroups
import Linux
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

/// runc's options that stand before the command: `wherry-runtime --root DIRECTORY create …`.
struct GlobalArguments: ParsableArguments {
    enum Rootless: String, ExpressibleByArgument, CaseIterable { case `true`, `false`, auto }

    @Option(name: .customLong("root"), help: "Where the state of containers is kept.")
    var root: String?

    @Option(name: .customLong("log"), help: "A file that errors are written to.")
    var log: String?

    @Option(name: .customLong("log-format"), help: "text or json.")
    var logFormat = "text"

    @Flag(name: .customLong("debug"), help: "Write to the log what is done, too.")
    var debug = false

    @Flag(name: .customLong("systemd-cgroup"), help: "Let systemd make the cgroups: cgroupsPath is slice:prefix:name.")
    var systemdCgroup = false

    /// `--rootless` before the command; behind it, `spec` has a flag of that name.
    @Option(name: .customLong("rootless-cgroups"), help: "Whether to do without cgroups that may not be made.")
    var rootless = Rootless.auto

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

    /// The parser knows options of the command only; those that stand before it are moved behind it.
    static func movedToSubcommand(_ arguments: [String]) -> [String] {
        let valued: Set<String> = ["--root", "--log", "--log-format", "--rootless"]
        let flags: Set<String> = ["--debug", "--systemd-cgroup"]
        var index = 0
        var moved: [String] = []
        while index < arguments.count, arguments[index].hasPrefix("--") {
            let name = String(arguments[index].prefix { $0 != "=" })
            guard valued.contains(name) || flags.contains(arguments[index]) else { return arguments }
            let hasValue = valued.contains(name) && !arguments[index].contains("=")
            let end = min(index + (hasValue ? 2 : 1), arguments.count)
            moved += arguments[index..<end].map { renamed($0) }
            index = end
        }
        guard index < arguments.count else { return arguments }
        return [arguments[index]] + moved + arguments[(index + 1)...]
    }

    private static func renamed(_ argument: String) -> String {
        guard argument.prefix(while: { $0 != "=" }) == "--rootless" else { return argument }
        return "--rootless-cgroups" + argument.dropFirst("--rootless".count)
    }

    func validate() throws {
        guard ["text", "json"].contains(logFormat) else {
            throw ValidationError("--log-format: '\(logFormat)' is neither text nor json")
        }
        Log.open = log.map { Log(path: $0, isJSON: logFormat == "json") }
        if debug { Log.debug(CommandLine.arguments.joined(separator: " ")) }
    }
}
