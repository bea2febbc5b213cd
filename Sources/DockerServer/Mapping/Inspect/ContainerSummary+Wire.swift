import DockerAPI
import Engine
import Linux
import OCI
import Snapshots

extension EngineContainerSummary {
    func wire(now: Timestamp) -> DockerAPI.ContainerSummary {
        var wire = DockerAPI.ContainerSummary()
        wire.id = record.id
        wire.names = ["/" + record.name]
        wire.image = image
        wire.imageID = record.imageID.description
        wire.command = record.arguments.shellLine
        wire.created = Int(Timestamp(record.createdAt)?.seconds ?? 0)
        wire.ports = record.portSummaries
        wire.sizeRw = Int(size?.bytes ?? 0)
        wire.sizeRootFs = Int(rootSize ?? 0)
        wire.labels = record.configuration.labels
        wire.state = record.state.phase.rawValue
        wire.status = record.state.summary(now: now)
        wire.hostConfig.networkMode = record.configuration.network.name
        wire.networkSettings.networks = record.endpoints
        wire.mounts = record.mounts.map(\.wire)
        return wire
    }
}

extension [String] {
    /// Words with blanks in them are quoted.
    fileprivate var shellLine: String {
        map { word in
            word.contains(where: \.isWhitespace) ? "'" + word.replacing("'", with: "'\\''") + "'" : word
        }.joined(separator: " ")
    }
}
