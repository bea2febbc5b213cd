import FoundationEssentials

/// An entry of an archive's `manifest.json`: moby `image/spec/v1.2.md`, "Combined Image JSON + Filesystem Changeset
/// Format".
struct DockerArchiveEntry: Codable, Equatable, Sendable {
    /// The configuration's path in the archive.
    var config: String
    var repoTags: [String]?
    /// The layers' paths in the archive, lowest first.
    var layers: [String]

    private enum CodingKeys: String, CodingKey {
        case config = "Config"
        case repoTags = "RepoTags"
        case layers = "Layers"
    }

    static func parse(_ bytes: [UInt8]) throws -> [DockerArchiveEntry] {
        do {
            return try JSONDecoder().decode([DockerArchiveEntry].self, from: Data(bytes))
        } catch {
            throw EngineError(.invalidArgument, "invalid archive: its manifest.json cannot be read", cause: error)
        }
    }
}
