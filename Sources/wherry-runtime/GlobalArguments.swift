import ArgumentParser
import Linux
import OCIRuntime

/// runc's options that stand before the command: `wherry-runtime --root DIRECTORY create …`.
struct GlobalArguments: ParsableArguments {
    @Option(name: .customLong("root"), help: "Where the state of containers is kept.")
    var root = "/run/wherry-runtime"

    @Option(name: .customLong("log"), help: "A file that errors are written to.")
    var log: String?

    @Option(name: .customLong("log-format"), help: "text or json.")
    var logFormat = "text"

    @Flag(name: .customLong("debug"), help: ArgumentHelp("Accepted for runc's sake: there is nothing more to tell."))
    var debug = false

    var runtime: ContainerRuntime {
        get throws { ContainerRuntime(stateRoot: try absoluteRoot()) }
    }

    private func absoluteRoot() throws -> String {
        root.hasPrefix("/") ? root : "\(try KernelPath.currentDirectory())/\(root)"
    }

    /// The parser knows options of the command only; those that stand before it are moved behind it.
    static func movedToSubcommand(_ arguments: [String]) -> [String] {
        let valued: Set<String> = ["--root", "--log", "--log-format"]
        var index = 0
        var moved: [String] = []
        while index < arguments.count, arguments[index].hasPrefix("--") {
            let name = arguments[index].prefix { $0 != "=" }
            guard valued.contains(String(name)) || name == "--debug" else { return arguments }
            let hasValue = valued.contains(String(name)) && !arguments[index].contains("=")
            let end = min(index + (hasValue ? 2 : 1), arguments.count)
            moved += arguments[index..<end]
            index = end
        }
        guard index < arguments.count else { return arguments }
        return [arguments[index]] + moved + arguments[(index + 1)...]
    }

    func validate() throws {
        guard ["text", "json"].contains(logFormat) else {
            throw ValidationError("--log-format: '\(logFormat)' is neither text nor json")
        }
        Failure.log = log.map { Failure.Log(path: $0, isJSON: logFormat == "json") }
    }
}
