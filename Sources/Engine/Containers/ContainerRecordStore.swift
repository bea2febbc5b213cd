import JSON
import Linux

/// Keeps the containers' records on disk; blocking.
package struct ContainerRecordStore: Sendable {
    private let dataRoot: String

    package init(dataRoot: String) throws {
        self.dataRoot = dataRoot
        try DirectoryTree.make(dataRoot + "/containers")
    }

    package func directory(of id: String) -> ContainerDirectory {
        ContainerDirectory(dataRoot: dataRoot, id: id)
    }

    /// - Note: a container that goes when it ends is not awaited on the disk: a loss of power ends it anyway.
    package func save(_ record: ContainerRecord) throws {
        try AtomicFile.write(
            record.json(), to: directory(of: record.id).record, durable: !record.configuration.autoRemove)
    }

    /// Every record, and the ids of directories that hold none: their creation or removal was cut short.
    ///
    /// - Throws: for one that cannot be read, so that what belongs to its container is not taken for a remainder.
    package func load() throws -> (records: [ContainerRecord], incomplete: [String]) {
        var records: [ContainerRecord] = []
        var incomplete: [String] = []
        for id in try DirectoryTree.names(in: dataRoot + "/containers") {
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

    /// Takes the record away first: a directory without one is what a crash half-way leaves, and is cleared at the next
    /// start.
    package func remove(_ id: String) throws {
        let directory = directory(of: id)
        try DirectoryTree.remove(directory.record)
        try DirectoryTree.remove(directory.path)
    }
}
