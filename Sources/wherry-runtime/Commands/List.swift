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

        private struct Entry: Encodable {
            var ociVersion, id, status, bundle, rootfs, created: String
            var pid: Int32
        }

        func run() throws {
            let entries = try global.runtime.list().map { summary in
                Entry(
                    ociVersion: summary.state.ociVersion, id: summary.state.id,
                    status: summary.state.status.rawValue, bundle: summary.state.bundle, rootfs: summary.rootfs,
                    created: summary.created, pid: summary.state.pid)
            }
            if quiet { return try entries.forEach { try Output.line($0.id) } }
            switch format {
            case "json": try Output.json(entries)
            case "table": try printTable(entries)
            default: throw ValidationError("--format: '\(format)' is neither table nor json")
            }
        }

        private func printTable(_ entries: [Entry]) throws {
            let rows =
                [["ID", "PID", "STATUS", "BUNDLE", "CREATED"]]
                + entries.map { [$0.id, "\($0.pid)", $0.status, $0.bundle, $0.created] }
            let widths = (0..<5).map { column in rows.map { $0[column].count }.max() ?? 0 }
            for row in rows {
                let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
                try Output.line(cells.joined(separator: "  "))
            }
        }
    }
}
