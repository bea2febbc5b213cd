import GRDB

extension ImageStore {
    /// A migration that was released is never changed; a new one follows it.
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("images and names") { database in
            try database.execute(sql: imagesAndNames)
        }
        return migrator
    }()

    private static let imagesAndNames = """
        CREATE TABLE image (
            id TEXT PRIMARY KEY,
            mediaType TEXT NOT NULL, digest TEXT NOT NULL, size INTEGER NOT NULL,
            taggedAt TEXT
        ) STRICT, WITHOUT ROWID;

        -- What an image needs: blobs by digest, layers by chain ID.
        CREATE TABLE imageResource (
            imageID TEXT NOT NULL REFERENCES image(id) ON DELETE CASCADE,
            kind TEXT NOT NULL, digest TEXT NOT NULL,
            PRIMARY KEY (imageID, kind, digest)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE name (
            reference TEXT PRIMARY KEY,
            imageID TEXT NOT NULL REFERENCES image(id) ON DELETE CASCADE,
            mediaType TEXT NOT NULL, digest TEXT NOT NULL, size INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX nameOfImage ON name(imageID);

        -- expiresAt: seconds since 1970.
        CREATE TABLE lease (
            id TEXT PRIMARY KEY, expiresAt INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE leaseResource (
            leaseID TEXT NOT NULL REFERENCES lease(id) ON DELETE CASCADE,
            kind TEXT NOT NULL, digest TEXT NOT NULL,
            PRIMARY KEY (leaseID, kind, digest)
        ) STRICT, WITHOUT ROWID;

        -- Repositories (domain/path) where a registry has the blob.
        CREATE TABLE blobSource (
            digest TEXT NOT NULL, repository TEXT NOT NULL,
            PRIMARY KEY (digest, repository)
        ) STRICT, WITHOUT ROWID;
        """
}
