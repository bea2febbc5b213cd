import JSON
import Linux
import OCIRuntime

#if canImport(Glibc)
import Glibc
#endif

extension RuntimeProgram {
    struct Processes: Command {
        static let name = "ps"
        static let summary = "List the processes of a container by the host's ps(1)."

        private var format = "table"
        private var id = ""
        /// ps(1)'s; without any, `-ef`.
        private var options: [String] = []

        mutating func declare<Syntax: ArgumentSyntax>(to syntax: inout Syntax) throws(Syntax.Failure) {
            try syntax.option("format", "f", &format, "table|json", "How to print them.")
            try syntax.operand("container-id", &id)
            try syntax.rest("ps-options", &options)
        }

        func run(_ global: GlobalOptions) throws {
            let pids = try global.runtime.processes(id: id)
            switch try ListFormat(named: format) {
            // As runc, whose list of none is no list.
            case .json: try pids.isEmpty ? Output.line("null") : Output.json(pids)
            case .table: try printTable(Set(pids))
            }
        }

        private func printTable(_ pids: Set<Int32>) throws {
            let lines = try HostProgram(["ps"] + (options.isEmpty ? ["-ef"] : options)).output().split(separator: "\n")
            guard let title = lines.first,
                let column = title.split(whereSeparator: \.isWhitespace).firstIndex(of: "PID")
            else { throw RuntimeError(.system, "couldn't find PID field in ps output") }
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
