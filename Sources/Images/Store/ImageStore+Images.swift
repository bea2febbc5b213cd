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

    /// Enters an image with its names, in one step; from here on it is there.
    ///
    /// - Parameter lease: what protected its resources until now; it ends.
    package func publish(_ image: NewImage, releasing lease: String? = nil) throws(ImagesError) {
        try publish([image], releasing: lease)
    }

    /// Enters images in one step: all of them, or none. A name that several of them have is the last one's.
    package func publish(_ images: [NewImage], releasing lease: String? = nil) throws(ImagesError) {
        try write("enter \(images.map { "image \($0.record.id)" }.joined(separator: ", "))") { database in
            for image in images { try Self.insert(image, database) }
            if let lease { try database.execute(sql: "DELETE FROM lease WHERE id = ?", arguments: [lease]) }
        }
    }

    private static func insert(_ image: NewImage, _ database: Database) throws {
        let record = image.record
        try database.execute(
            sql: """
                INSERT INTO image (id, mediaType, digest, size, taggedAt) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET mediaType = excluded.mediaType, digest = excluded.digest,
                size = excluded.size, taggedAt = coalesce(excluded.taggedAt, taggedAt)
                """,
            arguments: [
                record.id.description, record.manifest.mediaType.rawValue, record.manifest.digest.description,
                record.manifest.size, record.taggedAt,
            ])
        for resource in image.resources {
            try database.execute(
                sql: "INSERT OR IGNORE INTO imageResource (imageID, kind, digest) VALUES (?, ?, ?)",
                arguments: [record.id.description, resource.kind, resource.digest.description])
        }
        for name in image.names { try insert(name, database) }
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
