import JSON
import Linux
package import Snapshots
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Keeps volumes: `<data root>/volumes/<name>/{volume.json, _data/}`. Blocking.
///
/// A volume is there once its `volume.json` is; a directory without one is what a crash left, and is made good at its
/// next use.
package final class VolumeService: Sendable {
    private let root: String
    private let events: EventBus
    /// Held while a volume is made or removed, so that neither sees the other half-way.
    private let change = Mutex(())

    package init(dataRoot: String, events: EventBus) throws {
        root = dataRoot + "/volumes"
        self.events = events
        try DirectoryTree.make(root)
        try DirectoryTree.clearRemoved(in: root)
        try clearWhatWasBegun()
    }

    /// A directory without a record that has files stays: they may be someone's.
    private func clearWhatWasBegun() throws {
        for path in try DirectoryTree.names(in: root).map({ "\(root)/\($0)" })
        where access(path + "/volume.json", F_OK) != 0 {
            rmdir(path + "/_data")
            rmdir(path)
        }
    }

    /// Makes it, or gives the one that is there.
    ///
    /// - Parameters:
    ///   - name: empty for one that no one names.
    ///   - container: the id of the one that it is made for, if it has no name.
    package func create(
        name: String = "", labels: [String: String] = [:], for container: String? = nil
    ) throws -> Volume {
        let anonymous = name.isEmpty
        let name = anonymous ? Identifier.random() : name
        try validate(name)
        return try change.withLock { _ in
            if let volume = try volume(name) { return volume }
            var volume = Volume(
                name: name, createdAt: Timestamp.now().description, labels: labels, anonymous: anonymous,
                mountpoint: "\(root)/\(name)/_data")
            if anonymous { volume.container = container }
            do { try make(volume) } catch {
                withdraw(volume)
                throw EngineError(.unavailable, "create \(name): \(error)", cause: error)
            }
            events.publish(.volume, "create", id: name, attributes: ["driver": "local"])
            return volume
        }
    }

    private func make(_ volume: Volume) throws {
        try DirectoryTree.make(volume.mountpoint, mode: 0o755)
        try AtomicFile.write(volume.json(), to: "\(root)/\(volume.name)/volume.json", durable: !volume.anonymous)
    }

    /// Takes back what a creation made that failed, as on a full disk. A directory with files in it is older: it stays.
    private func withdraw(_ volume: Volume) {
        unlink("\(root)/\(volume.name)/volume.json")
        rmdir(volume.mountpoint)
        rmdir("\(root)/\(volume.name)")
    }

    package func inspect(_ name: String) throws -> Volume {
        guard let volume = try volume(name) else { throw Self.missing(name) }
        return volume
    }

    package func list() throws -> [Volume] {
        try DirectoryTree.names(in: root).sorted().compactMap { try volume($0) }
    }

    /// What its files take on the disk.
    package func usage(of name: String) throws -> SnapshotUsage {
        try TreeUsage.measure(try inspect(name).mountpoint)
    }

    /// - Parameter users: names of the containers that use it; any of them forbids it.
    package func remove(_ name: String, users: [String]) throws {
        try change.withLock { _ in
            guard try volume(name) != nil else { throw Self.missing(name) }
            guard users.isEmpty else {
                throw EngineError(
                    .conflict, "remove \(name): volume is in use - [\(users.joined(separator: ", "))]")
            }
            try erase(name)
        }
    }

    func removeAnonymous(of record: ContainerRecord) throws {
        for mount in record.mounts where mount.kind == .volume && !mount.name.isEmpty {
            try change.withLock { _ in
                if let volume = try volume(mount.name), volume.anonymous { try erase(mount.name) }
            }
        }
    }

    /// Of a container whose creation failed, or was cut short.
    func removeAnonymous(madeFor container: String) throws {
        try change.withLock { _ in
            for volume in try list() where volume.container == container { try erase(volume.name) }
        }
    }

    /// It is gone at once; what a crash leaves of its files goes when the next engine starts.
    private func erase(_ name: String) throws {
        try DirectoryTree.removeAtOnce(name, in: root)
        events.publish(.volume, "destroy", id: name, attributes: ["driver": "local"])
    }

    private static func missing(_ name: String) -> EngineError {
        EngineError(.notFound, "get \(name): no such volume")
    }

    /// A name that no volume can have is one that is not there.
    private func volume(_ name: String) throws -> Volume? {
        guard Self.isValid(name) else { return nil }
        guard let bytes = try AtomicFile.read("\(root)/\(name)/volume.json") else { return nil }
        var volume = try Volume(json: bytes)
        volume.mountpoint = "\(root)/\(name)/_data"
        return volume
    }

    private static func isValid(_ name: String) -> Bool {
        !name.hasPrefix("/") && (try? ContainerName.validated(name)) != nil
    }

    private func validate(_ name: String) throws(EngineError) {
        guard !Self.isValid(name) else { return }
        throw EngineError(
            .invalidArgument,
            "create \(name): \"\(name)\" includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. If you intended to pass a host directory, use absolute path"
        )
    }
}
