import Snapshots

/// What an engine says of itself.
package struct EngineInformation: Sendable {
    /// The same as long as the data root is.
    package let id: String
    package let host: HostInformation
    package let running: Int
    package let stopped: Int
    package let images: Int
    package let storageDriver: String
    package let dataRoot: String
}

extension Engine {
    package func information() async throws(EngineError) -> EngineInformation {
        let records = await containers.records()
        let running = records.filter { $0.state.phase == .running }.count
        let root = configuration.dataRoot
        let (id, host) = try await containers.services.work.run(while: "ask the machine") {
            (try Self.identity(dataRoot: root), HostInformation())
        }
        return EngineInformation(
            id: id, host: host, running: running, stopped: records.count - running, images: try await images.count(),
            storageDriver: containers.snapshotter.name, dataRoot: root)
    }

    /// Made at the first call and kept in `<data root>/engine-id`.
    private static func identity(dataRoot: String) throws -> String {
        let path = dataRoot + "/engine-id"
        if let bytes = try AtomicFile.read(path, limit: 1024), !bytes.isEmpty {
            return String(decoding: bytes, as: UTF8.self)
        }
        let id = Identifier.random()
        try AtomicFile.write(Array(id.utf8), to: path, durable: true)
        return id
    }
}
