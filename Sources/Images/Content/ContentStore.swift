import JSON
package import Linux
package import OCI
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Blobs by their digests, in an OCI image layout (image-spec `image-layout.md`):
/// ```
/// oci-layout            the layout's version
/// index.json            the images by name, for other tools; state.db is the truth, this is written after it
/// blobs/sha256/…        whole, verified, never changed
/// ingest/sha256-…       blobs on their way, the beginning of what the name says; kept for a resumption
/// ingest/unnamed-…      content whose digest is not known yet; worthless after a crash
/// ```
/// A blob appears by one `rename` after its bytes were checked and synchronised. Nothing in here counts references: the
/// image store does, and its collection removes what nobody needs.
///
/// All calls block on the disk. All may be made from several threads at once. One engine uses a directory.
package final class ContentStore: Sendable {
    package let path: String
    let ingests: StoreDirectory
    /// File names in `ingest/` that an `Ingest` of this process holds.
    let active = Mutex(Set<String>())

    /// Opens the layout at `path` and makes what is missing of it; the directory above must be there.
    package init(path: String) throws(ImagesError) {
        self.path = path
        ingests = StoreDirectory("\(path)/ingest")
        let root = StoreDirectory(path)
        try root.make()
        try ingests.make()
        try StoreDirectory("\(path)/blobs").make()
        for algorithm in OCI.Digest.Algorithm.allCases { try blobs(algorithm).make() }
        let names = try root.names()
        if !names.contains("oci-layout") {
            try root.replace("oci-layout", with: Array(#"{"imageLayoutVersion":"1.0.0"}"#.utf8))
        }
        if !names.contains("index.json") { try write(Index(manifests: [])) }
    }

    func blobs(_ algorithm: OCI.Digest.Algorithm) -> StoreDirectory {
        StoreDirectory("\(path)/blobs/\(algorithm.rawValue)")
    }

    package func path(of digest: OCI.Digest) -> String {
        blobs(digest.algorithm)[digest.encoded]
    }

    /// Replaces `index.json`.
    package func write(_ index: Index) throws(ImagesError) {
        try StoreDirectory(path).replace("index.json", with: index.json())
    }
}

extension ContentStore {
    package func contains(_ digest: OCI.Digest) -> Bool {
        access(path(of: digest), F_OK) == 0
    }

    /// - Throws: `notFound`.
    package func size(of digest: OCI.Digest) throws(ImagesError) -> Int64 {
        try open(digest).size(of: path(of: digest))
    }

    /// - Returns: the blob, open for reading from its start.
    /// - Throws: `notFound`.
    package func open(_ digest: OCI.Digest) throws(ImagesError) -> OwnedDescriptor {
        do {
            return try blobs(digest.algorithm).open(digest.encoded, O_RDONLY)
        } catch  where error.code == .notFound {
            throw ImagesError(.notFound, "blob \(digest) is not in the content store", cause: error.cause)
        }
    }

    /// Reads a document whole and checks that it still is what its digest says.
    ///
    /// - Parameter limit: in bytes.
    /// - Throws: `notFound`, `limitExceeded`, `corrupt`.
    package func read(_ digest: OCI.Digest, limit: Int) throws(ImagesError) -> [UInt8] {
        let file = try open(digest)
        let size = try file.size(of: path(of: digest))
        guard size <= Int64(limit) else {
            throw ImagesError(.limitExceeded, "blob \(digest) has \(size) bytes, more than the limit of \(limit)")
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(size))
        do {
            try file.readAll(of: path(of: digest)) { bytes.append(contentsOf: $0) }
        } catch {
            throw (error as? ImagesError) ?? ImagesError(.system, "read blob \(digest): \(error)", cause: error)
        }
        guard (try? OCI.Digest(of: bytes, digest.algorithm)) == digest else {
            throw ImagesError(
                .corrupt, "blob \(digest) is damaged on the disk: remove the image that it belongs to and pull it again"
            )
        }
        return bytes
    }

    /// Hands a blob's bytes to `receive`, a buffer at a time.
    package func read(_ digest: OCI.Digest, _ receive: (UnsafeRawBufferPointer) throws -> Void) throws {
        try open(digest).readAll(of: path(of: digest), receive)
    }

    /// Every published blob, in no order.
    package func blobs() throws(ImagesError) -> [OCI.Digest] {
        var digests: [OCI.Digest] = []
        for algorithm in OCI.Digest.Algorithm.allCases {
            for name in try blobs(algorithm).names() {
                if let digest = try? OCI.Digest(algorithm, encoded: name) { digests.append(digest) }
            }
        }
        return digests
    }

    /// Removes a blob; nothing there is no error.
    package func remove(_ digest: OCI.Digest) throws(ImagesError) {
        try blobs(digest.algorithm).remove(digest.encoded)
    }
}
