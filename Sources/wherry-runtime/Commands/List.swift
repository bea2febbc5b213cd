import ArgumentParser
import OCI
import OCIRuntime

extension RuntimeProgram {
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the containers below the root.")
        @OptionGroup var global: GlobalArguments
        @Option(name: [.customShort("f"), .customLong("format")], help: "table or json.") var format = "table"
        @Flag(name: [.customShort("q"), .customLong("quiet")], help: "Print ids only.") var quiet = false

        func run() throws {
            let entries = try global.runtime.list().map { ListEntry($0) }
            if quiet { return try entries.forEach { try Output.line($0.id) } }
            switch format {
            // As runc, whose list of none is no list.
            case "json": try entries.isEmpty ? Output.line("null") : Output.compactJSON(entries)
            case "table": try printTable(entries)
            default: throw ValidationError("--format: '\(format)' is neither table nor json")
            }
        }

        private func printTable(_ entries: [ListEntry]) throws {
            let rows =
                [["ID", "PID", "STATUS", "BUNDLE", "CREATED", "OWNER"]]
                + entries.map { [$0.id, "\($0.pid)", $0.status, $0.bundle, $0.created, $0.owner] }
            let widths = (0..<5).map { column in max(rows.map { $0[column].count }.max() ?? 0, 9) + 3 }
            for row in rows {
                let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
                try Output.line(cells.joined() + row[5])
            }
        }
    }
}
