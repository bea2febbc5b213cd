import JSON
import OCI
import OCIRuntime

extension RuntimeProgram {
    struct List: Command {
        static let name = "list"
        static let summary = "List the containers below the root."

        private var format = "table"
        private var quiet = false

        mutating func declare<Syntax: ArgumentSyntax>(to syntax: inout Syntax) throws(Syntax.Failure) {
            try syntax.option("format", "f", &format, "table|json", "How to print them.")
            try syntax.flag("quiet", "q", &quiet, "Print ids only.")
        }

        func run(_ global: GlobalOptions) throws {
            let entries = try global.runtime.list().map { ListEntry($0) }
            if quiet { return try entries.forEach { try Output.line($0.state.id) } }
            switch try ListFormat(named: format) {
            // As runc, whose list of none is no list.
            case .json: try entries.isEmpty ? Output.line("null") : Output.json(entries)
            case .table: try printTable(entries)
            }
        }

        private func row(_ entry: ListEntry) -> [String] {
            let state = entry.state
            return [state.id, "\(state.pid)", state.status.rawValue, state.bundle, entry.created, entry.owner]
        }

        private func printTable(_ entries: [ListEntry]) throws {
            let rows =
                [["ID", "PID", "STATUS", "BUNDLE", "CREATED", "OWNER"]]
                + entries.map { row($0) }
            let widths = (0..<5).map { column in max(rows.map { $0[column].count }.max() ?? 0, 9) + 3 }
            for row in rows {
                let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
                try Output.line(cells.joined() + row[5])
            }
        }
    }
}
