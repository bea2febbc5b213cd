import GRDB
package import OCI

extension ImageStore {
    package func image(_ id: Digest) throws(ImagesError) -> ImageRecord? {
        try read("look up image \(id)") { database in
            try Row.fetchOne(database, sql: "SELECT * FROM image WHERE id = ?", arguments: [id.description])
                .map(ImageRecord.init)
        }
    }

    package func images() throws(ImagesError) -> [ImageRecord] {
        try read("list images") { try Row.fetchAll($0, sql: "SELECT * FROM image ORDER BY id").map(ImageRecord.init) }
    }

    /// - Parameter prefix: of the hexadecimal digits of a SHA-256 ID.
    /// - Returns: at most two: one is the image meant, two are an ambiguity.
    package func images(withPrefix prefix: String) throws(ImagesError) -> [Digest] {
        guard !prefix.isEmpty, prefix.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
            return []
        }
        return try read("look up image \(prefix)") { database in
            try String.fetchAll(
                database, sql: "SELECT id FROM image WHERE id GLOB ? LIMIT 2", arguments: ["sha256:\(prefix)*"]
            ).map { try Digest(parsing: $0) }
        }
    }

    /// What the image was published with.
    package func resources(of id: Digest) throws(ImagesError) -> Set<Resource> {
        try read("list what image \(id) needs") { database in
            let sql = "SELECT kind, digest FROM imageResource WHERE imageID = ?"
            return try Set(Row.fetchAll(database, sql: sql, arguments: [id.description]).map(Resource.init))
        }
    }

    /// Enters an image with names, in one step; from here on it is there.
    ///
    /// - Parameters:
    ///   - names: taken from whatever image had them.
    ///   - resources: everything the image needs, the target's blobs included.
    ///   - lease: what protected these until now; it ends.
    package func publish(
        _ image: ImageRecord, names: [NameRecord], resources: Set<Resource>, releasing lease: String? = nil
    ) throws(ImagesError) {
        try write("enter image \(image.id)") { database in
            try database.execute(
                sql: """
                    INSERT INTO image (id, mediaType, digest, size, taggedAt) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET mediaType = excluded.mediaType, digest = excluded.digest,
                    size = excluded.size, taggedAt = coalesce(excluded.taggedAt, taggedAt)
                    """,
                arguments: [
                    image.id.description, image.manifest.mediaType.rawValue, image.manifest.digest.description,
                    image.manifest.size, image.taggedAt,
                ])
            for resource in resources {
                try database.execute(
                    sql: "INSERT OR IGNORE INTO imageResource (imageID, kind, digest) VALUES (?, ?, ?)",
                    arguments: [image.id.description, resource.kind, resource.digest.description])
            }
            for name in names { try Self.insert(name, database) }
            if let lease { try database.execute(sql: "DELETE FROM lease WHERE id = ?", arguments: [lease]) }
        }
    }

    /// Forgets an image and its names; what it needed goes with the next collection.
    package func removeImage(_ id: Digest) throws(ImagesError) {
        try write("remove image \(id)") { database in
            try database.execute(sql: "DELETE FROM image WHERE id = ?", arguments: [id.description])
        }
    }
}

extension ImageRecord {
    init(row: Row) throws {
        try self.init(id: Digest(parsing: row["id"]), manifest: Descriptor(row: row), taggedAt: row["taggedAt"])
    }
}

extension Descriptor {
    init(row: Row) throws {
        try self.init(
            mediaType: MediaType(rawValue: row["mediaType"]), digest: Digest(parsing: row["digest"]), size: row["size"])
    }
}

extension Resource {
    init(row: Row) throws {
        let digest = try Digest(parsing: row["digest"])
        self = row["kind"] == "layer" ? .layer(digest) : .blob(digest)
    }
}
