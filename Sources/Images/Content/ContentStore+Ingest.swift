import Linux
package import OCI
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

extension ContentStore {
    /// Begins to take in a blob, or takes up an earlier beginning of it.
    ///
    /// - Parameters:
    ///   - size: in bytes; `nil` when it is not known.
    ///   - replay: is given what is there already, so that its reader can join in; the bytes are hashed anew.
    /// - Throws: `busy` while another ingest of the blob is open; what `replay` throws.
    package func ingest(
        _ digest: OCI.Digest, size: Int64?, replay: (UnsafeRawBufferPointer) throws -> Void = { _ in }
    ) throws -> Ingest {
        let name = "\(digest.algorithm.rawValue)-\(digest.encoded)"
        try claim(name, "blob \(digest) is being written by someone else")
        do {
            let file = try ingests.open(name, O_RDWR, create: true)
            var hasher = ContentHasher(digest.algorithm)
            var found = try file.size(of: ingests[name])
            if let size, found > size {
                try systemCall("ftruncate", name) { ftruncate(file.raw, 0) }
                found = 0
            }
            try file.readAll(of: ingests[name]) { bytes in
                hasher.update(bytes)
                try replay(bytes)
            }
            return Ingest(name, in: self, file: file, hasher: hasher, size: found, expected: (digest, size))
        } catch {
            close(name)
            throw error
        }
    }

    /// Begins to take in content whose digest will be known at its end.
    package func ingestUnnamed() throws(ImagesError) -> Ingest {
        let name = "unnamed-\(UInt64.random(in: .min ... .max))"
        try claim(name, "ingest \(name) is there already")
        do {
            let file = try ingests.open(name, O_RDWR | O_EXCL, create: true)
            return Ingest(name, in: self, file: file, hasher: ContentHasher(), size: 0, expected: nil)
        } catch {
            close(name)
            throw error
        }
    }

    /// Publishes a small document.
    ///
    /// - Returns: its digest; the document may have been there before.
    @discardableResult
    package func write(_ bytes: [UInt8]) throws(ImagesError) -> OCI.Digest {
        let ingest = try ingestUnnamed()
        do {
            try ingest.append(bytes)
            return try ingest.commit().digest
        } catch {
            ingest.discard()
            throw error
        }
    }

    /// What is on its way or was left there: digest and bytes so far.
    package func partialBlobs() throws(ImagesError) -> [OCI.Digest: Int64] {
        var partial: [OCI.Digest: Int64] = [:]
        for name in try ingests.names() {
            guard let digest = Self.digest(ofIngest: name) else { continue }
            guard let file = try? ingests.open(name, O_RDONLY) else { continue }
            partial[digest] = try file.size(of: ingests[name])
        }
        return partial
    }

    /// Removes what a crash left of content without a name, and beginnings of blobs that nobody `keeps`.
    package func removePartialBlobs(except keeps: (OCI.Digest) -> Bool) throws(ImagesError) {
        for name in try ingests.names() where !active.withLock({ $0.contains(name) }) {
            if let digest = Self.digest(ofIngest: name), keeps(digest) { continue }
            try ingests.remove(name)
        }
    }

    private static func digest(ofIngest name: String) -> OCI.Digest? {
        guard let dash = name.firstIndex(of: "-") else { return nil }
        return try? OCI.Digest(parsing: name[..<dash] + ":" + name[name.index(after: dash)...])
    }

    private func claim(_ name: String, _ otherwise: String) throws(ImagesError) {
        guard active.withLock({ $0.insert(name).inserted }) else { throw ImagesError(.busy, otherwise) }
    }

    func close(_ name: String) {
        active.withLock { _ = $0.remove(name) }
    }

    /// The bytes, then the name: a crash in between leaves a partial blob that is whole.
    func publish(_ name: String, _ file: Int32, as digest: OCI.Digest) throws(ImagesError) {
        let target = path(of: digest)
        do {
            try systemCall("fdatasync", ingests[name]) { fdatasync(file) }
            try systemCall("rename", target) { rename(ingests[name], target) }
        } catch {
            throw ImagesError("publish blob \(digest)", error)
        }
        try blobs(digest.algorithm).synchronize()
    }
}
