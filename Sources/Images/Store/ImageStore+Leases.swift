import GRDB
package import Linux
import OCI

/// Keeps blobs, their beginnings and layers from collection while an image is being made, and for a while after its
/// making broke off, so that it can be taken up again.
package struct Lease: Hashable, Sendable {
    /// Names the work, such as `pull/sha256:…`: the same work later finds its own lease.
    package var id: String
    package var expiresAt: Timestamp
    package var resources: Set<Resource>

    package init(id: String, expiresAt: Timestamp, resources: Set<Resource>) {
        self.id = id
        self.expiresAt = expiresAt
        self.resources = resources
    }
}

extension ImageStore {
    /// Enters a lease, or renews it and adds to it. What it names is safe from then on, though it may not be there yet:
    /// look for it afterwards.
    package func acquire(_ lease: Lease) throws(ImagesError) {
        try write("enter lease \(lease.id)") { database in
            try database.execute(
                sql: """
                    INSERT INTO lease (id, expiresAt) VALUES (?, ?)
                    ON CONFLICT (id) DO UPDATE SET expiresAt = max(expiresAt, excluded.expiresAt)
                    """,
                arguments: [lease.id, lease.expiresAt.seconds])
            for resource in lease.resources {
                try database.execute(
                    sql: "INSERT OR IGNORE INTO leaseResource (leaseID, kind, digest) VALUES (?, ?, ?)",
                    arguments: [lease.id, resource.kind, resource.digest.description])
            }
        }
    }

    package func release(_ lease: String) throws(ImagesError) {
        try write("end lease \(lease)") { try $0.execute(sql: "DELETE FROM lease WHERE id = ?", arguments: [lease]) }
    }

    package func leases() throws(ImagesError) -> [Lease] {
        try read("list leases") { database in
            try Row.fetchAll(database, sql: "SELECT * FROM lease ORDER BY id").map { row in
                let id: String = row["id"]
                let sql = "SELECT kind, digest FROM leaseResource WHERE leaseID = ?"
                let resources = try Row.fetchAll(database, sql: sql, arguments: [id]).map(Resource.init)
                return Lease(id: id, expiresAt: Timestamp(seconds: row["expiresAt"]), resources: Set(resources))
            }
        }
    }
}
