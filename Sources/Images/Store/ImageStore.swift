import GRDB

/// What is known of images: their names, what they are made of, and leases on what is still being made. SQLite, in WAL
/// mode: a change is on the disk when its call returns, or it never was.
///
/// All calls block on the disk. All may be made from several threads at once.
package final class ImageStore: Sendable {
    let pool: DatabasePool

    /// - Parameter path: the database's file; it is made where it is missing.
    /// - Throws: `database`.
    package init(path: String) throws(ImagesError) {
        do {
            var configuration = Configuration()
            configuration.label = "images"
            configuration.maximumReaderCount = 3
            pool = try DatabasePool(path: path, configuration: configuration)
            try Self.migrator.migrate(pool)
        } catch {
            throw ImagesError("open \(path)", database: error)
        }
    }

    /// Closes the database; no call may follow.
    package func close() throws(ImagesError) {
        do { try pool.close() } catch { throw ImagesError("close the image database", database: error) }
    }

    func read<Value>(_ doing: String, _ body: (Database) throws -> Value) throws(ImagesError) -> Value {
        do { return try pool.read(body) } catch { throw ImagesError(doing, database: error) }
    }

    func write<Value>(_ doing: String, _ body: (Database) throws -> Value) throws(ImagesError) -> Value {
        do { return try pool.write(body) } catch { throw ImagesError(doing, database: error) }
    }
}

extension ImagesError {
    init(_ doing: String, database error: any Error) {
        switch error {
        case let error as ImagesError: self = error
        case let error as DatabaseError where error.resultCode == .SQLITE_FULL:
            self.init(.noSpace, "\(doing): no space left on device", cause: error)
        default: self.init(.database, "\(doing): \(error)", cause: error)
        }
    }
}
