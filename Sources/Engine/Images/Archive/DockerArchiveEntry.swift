import JSON

/// An entry of an archive's `manifest.json`: moby `image/spec/v1.2.md`, "Combined Image JSON + Filesystem Changeset
/// Format".
struct DockerArchiveEntry: Equatable, Sendable {
    /// The configuration's path in the archive.
    var config = ""
    var repoTags: [String]?
    /// The layers' paths in the archive, lowest first.
    var layers: [String] = []

    static func parse(_ bytes: [UInt8]) throws(EngineError) -> [DockerArchiveEntry] {
        do {
            return try [DockerArchiveEntry](json: bytes)
        } catch {
            throw EngineError(.invalidArgument, "invalid archive: its manifest.json cannot be read", cause: error)
        }
    }
}

extension DockerArchiveEntry: JSONMapped {
    mutating func map<Members: JSONMembers>(_ members: inout Members) throws(Members.Failure) {
        try members.required("Config", &config)
        try members.optional("RepoTags", &repoTags)
        try members.required("Layers", &layers)
    }
}
