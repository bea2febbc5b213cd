import JSON
import Linux

/// Keeps the containers' records on disk; blocking.
package struct ContainerRecordStore: Sendable {
    private let dataRoot: String

    private var root: String { dataRoot + "/containers" }

    package init(dataRoot: String) throws {
        self.dataRoot = dataRoot
        try DirectoryTree.make(root)
        try DirectoryTree.clearRemoved(in: root)
    }

    package func directory(of id: String) -> ContainerDirectory {
        ContainerDirectory(dataRoot: dataRoot, id: id)
    }

    /// - Note: a container that goes when it ends is not awaited on the disk: a loss of power ends it anyway.
    package func save(_ record: ContainerRecord) throws {
        try AtomicFile.write(
            record.json(), to: directory(of: record.id).record, durable: !record.configuration.autoRemove)
    }

    /// Every record, and the ids of directories that hold none: their creation was cut short.
    ///
    /// - Throws: for one that cannot be read, so that what belongs to its container is not taken for a remainder.
    package func load() throws -> (records: [ContainerRecord], incomplete: [String]) {
        var records: [ContainerRecord] = []
        var incomplete: [String] = []
        for id in try DirectoryTree.names(in: root) {
            if let record = try record(of: id) { records.append(record) } else { incomplete.append(id) }
        }
        return (records, incomplete)
    }

    private func record(of id: String) throws -> ContainerRecord? {
        let path = directory(of: id).record
        guard let bytes = try AtomicFile.read(path) else { return nil }
        do { return try ContainerRecord(json: bytes) } catch {
            throw EngineError(.internal, "the record \(path) cannot be read: \(error)", cause: error)
        }
    }

    /// It is gone at once; what a crash leaves of its files goes when the next engine starts. One that is not there is
    /// no error.
    package func remove(_ id: String) throws {
        try DirectoryTree.removeAtOnce(id, in: root)
    }
}
