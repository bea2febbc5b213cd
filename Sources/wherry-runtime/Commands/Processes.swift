import ArgumentParser
import JSON
import Linux
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

extension RuntimeProgram {
    struct Processes: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "ps", abstract: "List the processes of a container by the host's ps(1).")
        @OptionGroup var global: GlobalArguments
        @Option(name: [.customShort("f"), .customLong("format")], help: "table or json.") var format = "table"
        @Argument(help: "The container's id.") var id: String
        @Argument(parsing: .captureForPassthrough, help: "ps(1)'s options; without any, -ef.")
        var options: [String] = []

        func run() throws {
            let pids = try global.runtime.processes(id: id)
            switch format {
            case "json": try Output.json(pids)
            case "table": try printTable(Set(pids))
            default: throw ValidationError("--format: '\(format)' is neither table nor json")
            }
        }

        private func printTable(_ pids: Set<Int32>) throws {
            let words = options.first == "--" ? Array(options.dropFirst()) : options
            let lines = try HostProgram(["ps"] + (words.isEmpty ? ["-ef"] : words)).output().split(separator: "\n")
            guard let title = lines.first,
                let column = title.split(whereSeparator: \.isWhitespace).firstIndex(of: "PID")
            else { throw RuntimeError(.system, "ps: couldn't find PID field in its output") }
            try Output.line(String(title))
            for line in lines.dropFirst() {
                let fields = line.split(whereSeparator: \.isWhitespace)
                if column < fields.count, let pid = Int32(fields[column]), pids.contains(pid) {
                    try Output.line(String(line))
                }
            }
        }
    }
}
