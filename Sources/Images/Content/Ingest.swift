import Linux
package import OCI
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// A blob on its way into the content store: bytes are hashed and written as they come.
///
/// ```
/// ingest ─▶ open ── commit ─▶ published
///             ├── suspend, let go of, crash ─▶ kept in ingest/ for the next `ingest` of the same digest
///             └── discard, commit of the wrong bytes ─▶ gone
/// ```
/// Calls from several threads wait for each other. After a call has thrown, only `suspend` and `discard` are left.
package final class Ingest: Sendable {
    private struct State: ~Copyable {
        var file: OwnedDescriptor?
        var hasher: ContentHasher
        var size: Int64
        /// Bytes that the kernel was told to bring to the disk.
        private var flushed: Int64 = 0

        init(file: consuming OwnedDescriptor, hasher: ContentHasher, size: Int64) {
            self.file = consume file
            self.hasher = hasher
            self.size = size
        }

        /// Lets the disk work while bytes come, so that `commit` has little to wait for.
        mutating func beginWriteback() {
            guard size - flushed >= Self.writebackStep else { return }
            file?.beginWriteback(from: flushed, length: size - flushed)
            flushed = size
        }

        private static let writebackStep: Int64 = 8 << 20
    }

    /// What the bytes must amount to; `nil` when that shall be learned.
    private let expected: (digest: OCI.Digest, size: Int64?)?
    private let store: ContentStore
    private let name: String
    private let state: Mutex<State>

    init(
        _ name: String, in store: ContentStore, file: consuming OwnedDescriptor, hasher: sending ContentHasher,
        size: Int64, expected: (digest: OCI.Digest, size: Int64?)?
    ) {
        self.name = name
        self.store = store
        self.expected = expected
        state = Mutex(State(file: consume file, hasher: hasher, size: size))
    }

    /// Bytes so far: where a source goes on.
    package var size: Int64 { state.withLock { $0.size } }

    /// - Throws: `sizeMismatch` as soon as it is more than was announced, `noSpace`.
    package func append(_ bytes: UnsafeRawBufferPointer) throws(ImagesError) {
        try state.withLock { state throws(ImagesError) in
            if let expected, let limit = expected.size, Int64(bytes.count) > limit - state.size {
                throw ImagesError(.sizeMismatch, "blob \(expected.digest) is longer than the \(limit) bytes announced")
            }
            try Self.write(bytes, to: &state.file, path: store.ingests[name])
            state.hasher.update(bytes)
            state.size += Int64(bytes.count)
            state.beginWriteback()
        }
    }

    package func append(_ bytes: [UInt8]) throws(ImagesError) {
        try bytes.span.withUnsafeBytes { bytes throws(ImagesError) in try append(bytes) }
    }

    private static func write(
        _ bytes: UnsafeRawBufferPointer, to file: inout OwnedDescriptor?, path: String
    ) throws(ImagesError) {
        guard let open = file.take() else { throw ImagesError(.busy, "\(path) is closed already") }
        do {
            try open.writeAll(bytes, to: path)
            file = consume open
        } catch {
            file = consume open
            throw error
        }
    }

    /// Checks the blob, brings it to the disk, and publishes it.
    ///
    /// - Parameter protect: is told the digest before the blob appears, so that a lease can be there first.
    /// - Throws: `digestMismatch` or `sizeMismatch`; the bytes are thrown away then. What `protect` throws.
    @discardableResult
    package func commit(
        protect: (OCI.Digest) throws(ImagesError) -> Void = { _ in }
    ) throws(ImagesError) -> (digest: OCI.Digest, size: Int64) {
        try state.withLock { state throws(ImagesError) in
            guard let file = state.file.take() else { throw ImagesError(.busy, "ingest \(name) is closed already") }
            let digest: OCI.Digest
            do throws(ImagesError) {
                digest = try check(state.hasher, size: state.size)
                try protect(digest)
            } catch {
                try? store.ingests.remove(name)
                store.close(name)
                throw error
            }
            defer { store.close(name) }
            try store.publish(name, file.raw, as: digest)
            return (digest, state.size)
        }
    }

    private func check(_ hasher: ContentHasher, size: Int64) throws(ImagesError) -> OCI.Digest {
        let found: OCI.Digest
        do { found = try hasher.finalize() } catch { throw ImagesError(.corrupt, error.message, cause: error) }
        guard let expected else { return found }
        if let wanted = expected.size, wanted != size {
            throw ImagesError(
                .sizeMismatch, "blob \(expected.digest) has \(size) bytes, \(wanted) were announced")
        }
        guard found == expected.digest else {
            throw ImagesError(
                .digestMismatch, "filesystem layer verification failed for digest \(expected.digest): received \(found)"
            )
        }
        return found
    }

    /// Closes the ingest and keeps its bytes for a resumption. Does nothing when it is closed.
    package func suspend() {
        state.withLock { state in
            guard state.file.take() != nil else { return }
            // Without a name to find it by, nothing can take it up again.
            if expected == nil { try? store.ingests.remove(name) }
            store.close(name)
        }
    }

    /// Throws the bytes away. Does nothing when it is closed.
    package func discard() {
        state.withLock { state in
            guard state.file.take() != nil else { return }
            try? store.ingests.remove(name)
            store.close(name)
        }
    }

    deinit {
        suspend()
    }
}
