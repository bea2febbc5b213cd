import ArgumentParser
import DockerAPI
import JSON

struct DiskFree: EngineCommand {
    static let configuration = CommandConfiguration.verb("df", "Show what takes room on the disk", of: "wherry system")

    @Option(name: .long, parsing: .unconditional, help: "table, json, or a template such as '{{.Size}}'.")
    var format: String?

    private static let fields: [Listing.Field] = [
        .init("Type", "TYPE"), .init("TotalCount", "TOTAL"), .init("Active", "ACTIVE"), .init("Size", "SIZE"),
        .init("Reclaimable", "RECLAIMABLE"),
    ]

    func run(in session: Session) throws -> ExitStatus {
        let usage = try session.client.call(.get("/system/df"), as: DiskUsage.self)
        let listing = Listing(fields: Self.fields, columns: Self.fields.map(\.name), format: format)
        let rows = [
            Self.images(usage), Self.containers(usage.containers), Self.volumes(usage.volumes),
            Self.buildCache(usage.buildCache),
        ]
        try session.output.write(try listing.render(rows))
        return .success
    }

    private static func images(_ usage: DiskUsage) -> [String: String] {
        let active = usage.images.filter { $0.containers > 0 }
        let held = active.filter { $0.sharedSize >= 0 }.reduce(0) { $0 + $1.size - $1.sharedSize }
        return row(
            "Images", total: usage.images.count, active: active.count, size: usage.layersSize,
            reclaimable: max(usage.layersSize - held, 0))
    }

    private static func containers(_ containers: [ContainerSummary]) -> [String: String] {
        let active = containers.filter { ["running", "paused", "restarting"].contains($0.state) }
        let size = containers.reduce(0) { $0 + $1.sizeRw }
        return row(
            "Containers", total: containers.count, active: active.count, size: size,
            reclaimable: size - active.reduce(0) { $0 + $1.sizeRw })
    }

    private static func volumes(_ volumes: [Volume]) -> [String: String] {
        let unused = volumes.filter { ($0.usageData?.refCount ?? 0) <= 0 }
        let size = { (volumes: [Volume]) in volumes.reduce(0) { $0 + max($1.usageData?.size ?? 0, 0) } }
        return row(
            "Local Volumes", total: volumes.count, active: volumes.count - unused.count, size: size(volumes),
            reclaimable: size(unused))
    }

    private static func buildCache(_ records: [JSONValue]) -> [String: String] {
        let unused = records.filter { $0[member: "InUse"] != .bool(true) }
        let size = { (records: [JSONValue]) in
            records.reduce(0) { if case .number(let size)? = $1[member: "Size"] { $0 + (Int(size) ?? 0) } else { $0 } }
        }
        return row(
            "Build Cache", total: records.count, active: records.count - unused.count, size: size(records),
            reclaimable: size(unused))
    }

    private static func row(_ type: String, total: Int, active: Int, size: Int, reclaimable: Int) -> [String: String] {
        let share = size > 0 ? " (\(reclaimable * 100 / size)%)" : ""
        return [
            "Type": type, "TotalCount": String(total), "Active": String(active),
            "Size": ByteSize.decimal(size, digits: 4),
            "Reclaimable": ByteSize.decimal(reclaimable, digits: 4) + share,
        ]
    }
}
