import GRDB
package import Linux
package import OCI

/// Where the unpacked layers are: a snapshotter, as seen from the images.
package protocol LayerStore: Sendable {
    func layers() throws -> [Digest]
    /// Bytes that the layer takes.
    func size(of chainID: Digest) throws -> Int64
    /// - Returns: false when something stands on the layer: another layer, or a container.
    func remove(_ chainID: Digest) throws -> Bool
}

/// What a collection removed.
package struct Collected: Equatable, Sendable {
    package var blobs: [Digest] = []
    /// Chain IDs, in the order of removal: a stack's topmost first.
    package var layers: [Digest] = []
    /// Bytes of both.
    package var reclaimed: Int64 = 0

    package init() {}
}

extension ImageStore {
    /// Removes every blob, beginning of a blob and layer that no image, name or lease needs, and expired leases.
    ///
    /// It holds the database's one write lock throughout: a lease is entered either before, and is respected, or after,
    /// and its owner sees what is gone.
    package func collect(
        _ content: ContentStore, _ layers: any LayerStore, now: Timestamp = .now()
    ) throws(ImagesError) -> Collected {
        try write("collect garbage") { database in
            try database.execute(sql: "DELETE FROM lease WHERE expiresAt <= ?", arguments: [now.seconds])
            let needed = try Self.needed(database)
            var collected = Collected()
            try Self.sweep(layers, needed, &collected)
            try Self.sweep(content, needed, &collected)
            for blob in collected.blobs {
                try database.execute(sql: "DELETE FROM blobSource WHERE digest = ?", arguments: [blob.description])
            }
            return collected
        }
    }

    private static func needed(_ database: Database) throws -> Set<Resource> {
        let sql = """
            SELECT kind, digest FROM imageResource UNION SELECT kind, digest FROM leaseResource
            UNION SELECT 'blob', digest FROM name
            """
        return try Set(Row.fetchAll(database, sql: sql).map(Resource.init))
    }

    /// A layer can go once nothing stands on it, so that each round frees those below.
    private static func sweep(_ store: any LayerStore, _ needed: Set<Resource>, _ collected: inout Collected) throws {
        var left = try store.layers().filter { !needed.contains(.layer($0)) }.sorted()
        var isProgressing = true
        while isProgressing, !left.isEmpty {
            isProgressing = false
            for layer in left {
                let size = try store.size(of: layer)
                guard try store.remove(layer) else { continue }
                collected.layers.append(layer)
                collected.reclaimed += size
                isProgressing = true
            }
            left.removeAll { collected.layers.contains($0) }
        }
    }

    private static func sweep(_ store: ContentStore, _ needed: Set<Resource>, _ collected: inout Collected) throws {
        for blob in try store.blobs() where !needed.contains(.blob(blob)) {
            let size = try store.size(of: blob)
            try store.remove(blob)
            collected.blobs.append(blob)
            collected.reclaimed += size
        }
        try store.removePartialBlobs { needed.contains(.blob($0)) }
    }
}
