import ArgumentParser

/// `wherry volume …`.
struct VolumeGroup: ParsableCommand {
    static let configuration = CommandConfiguration.group(
        "volume", "Manage volumes",
        [VolumeCreate.self, VolumeInspection.self, VolumeList.self, VolumePrune.self, VolumeRemoval.self])
}

struct VolumeInspection: EngineCommand {
    static let configuration = CommandConfiguration.verb(
        "inspect", "Show all that is known of volumes", of: "wherry volume")

    @Option(name: .shortAndLong, parsing: .unconditional, help: "json, or a template such as '{{.Mountpoint}}'.")
    var format: String?
    @Argument(help: "Volumes.")
    var volumes: [String]

    func run(in session: Session) throws -> ExitStatus {
        try Inspection(kinds: [.volume], format: format, size: false).run(volumes, in: session)
    }
}
