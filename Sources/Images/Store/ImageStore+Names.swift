import GRDB
package import OCI

extension ImageStore {
    /// - Parameter reference: with a tag, or with a digest.
    package func name(_ reference: Reference) throws(ImagesError) -> NameRecord? {
        try read("look up \(reference.familiar)") { database in
            let sql = "SELECT * FROM name WHERE reference = ?"
            return try Row.fetchOne(database, sql: sql, arguments: [reference.description]).map(NameRecord.init)
        }
    }

    package func names() throws(ImagesError) -> [NameRecord] {
        try read("list names") {
            try Row.fetchAll($0, sql: "SELECT * FROM name ORDER BY reference").map(NameRecord.init)
        }
    }

    package func names(of id: Digest) throws(ImagesError) -> [NameRecord] {
        try read("list the names of image \(id)") { database in
            let sql = "SELECT * FROM name WHERE imageID = ? ORDER BY reference"
            return try Row.fetchAll(database, sql: sql, arguments: [id.description]).map(NameRecord.init)
        }
    }

    /// Gives a name to an image that is there, whatever had it before.
    ///
    /// - Parameter time: RFC 3339: when it was given; `nil` for a digest that a registry told.
    package func setName(_ name: NameRecord, at time: String?) throws(ImagesError) {
        try write("name image \(name.imageID) \(name.reference.familiar)") { database in
            try Self.insert(name, database)
            guard let time else { return }
            try database.execute(
                sql: "UPDATE image SET taggedAt = ? WHERE id = ?", arguments: [time, name.imageID.description])
        }
    }

    package func removeNames(_ references: [Reference]) throws(ImagesError) {
        try write("remove names") { database in
            for reference in references {
                try database.execute(sql: "DELETE FROM name WHERE reference = ?", arguments: [reference.description])
            }
        }
    }

    static func insert(_ name: NameRecord, _ database: Database) throws {
        try database.execute(
            sql: "INSERT OR REPLACE INTO name (reference, imageID, mediaType, digest, size) VALUES (?, ?, ?, ?, ?)",
            arguments: [
                name.reference.description, name.imageID.description, name.target.mediaType.rawValue,
                name.target.digest.description, name.target.size,
            ])
    }
}

extension ImageStore {
    /// Notes that a repository has blobs, so that a push elsewhere in its registry can take them from there.
    package func addSource(_ repository: Reference, of blobs: [Digest]) throws(ImagesError) {
        try write("note where blobs are") { database in
            for blob in blobs {
                try database.execute(
                    sql: "INSERT OR IGNORE INTO blobSource (digest, repository) VALUES (?, ?)",
                    arguments: [blob.description, repository.name])
            }
        }
    }

    /// The repositories that are known to have a blob.
    package func sources(of blob: Digest) throws(ImagesError) -> [Reference] {
        try read("look up where blob \(blob) is") { database in
            let sql = "SELECT repository FROM blobSource WHERE digest = ? ORDER BY repository"
            return try String.fetchAll(database, sql: sql, arguments: [blob.description])
                .map { try Reference(parsing: $0) }
        }
    }
}

extension NameRecord {
    init(row: Row) throws {
        try self.init(
            reference: Reference(parsing: row["reference"]), imageID: Digest(parsing: row["imageID"]),
            target: Descriptor(row: row))
    }
}
