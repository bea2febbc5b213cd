import Snapshots

extension ContainerService {
    /// Takes up the containers of an earlier engine, each by itself, and clears what it left half done.
    func recover() async throws(EngineError) {
        let services = self.services
        let (records, incomplete) = try await services.work.run(while: "read the containers") {
            try services.store.load()
        }
        for record in records {
            try index.reserve(record.name, for: record.id)
            index.add(Container(record: record, services: services))
        }
        await withTaskGroup(of: Void.self) { group in
            for container in index.all { group.addTask { await container.recover() } }
        }
        let known = Set(records.map(\.id))
        let snapshotter = self.snapshotter
        try await services.work.run(while: "clear what was left half done") {
            for id in incomplete {
                try services.volumes.removeAnonymous(madeFor: id)
                try services.store.remove(id)
            }
            for id in try snapshotter.snapshots() where !known.contains(id) { try snapshotter.remove(id) }
            for id in try DirectoryTree.names(in: services.shims.path) where !known.contains(id) {
                services.launcher.endOrphan(id)
                try DirectoryTree.remove(services.shims.runDirectory(of: id))
            }
        }
    }

    /// The names of the containers that use a volume.
    package func users(ofVolume name: String) async -> [String] {
        await records().filter { $0.mounts.contains { $0.kind == .volume && $0.name == name } }.map(\.name)
    }
}
