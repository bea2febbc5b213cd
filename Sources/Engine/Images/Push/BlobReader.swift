import Images
import Linux
import NIOCore
import OCI

#if canImport(Glibc)
import Glibc
#endif

/// A blob of the content store that stays readable as long as this lives, whatever is removed meanwhile. Blocking.
final class BlobReader: Sendable {
    static let chunkSize = 256 << 10

    let digest: Digest
    let size: Int64
    private let file: OwnedDescriptor

    init(_ digest: Digest, in content: ContentStore) throws {
        self.digest = digest
        size = try content.size(of: digest)
        file = try content.open(digest)
    }

    /// The next bytes from `offset` on; `nil` at the end.
    func read(at offset: Int64) throws -> ByteBuffer? {
        let raw = file.raw
        var buffer = ByteBufferAllocator().buffer(capacity: Self.chunkSize)
        let count = try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.chunkSize) { space in
            try systemCall("pread", digest.description) { pread(raw, space.baseAddress, Self.chunkSize, off_t(offset)) }
        }
        return count == 0 ? nil : buffer
    }

    /// The bytes from `offset` on, read as they are asked for.
    func buffers(from offset: Int64, on work: BlockingWork) -> BlobBuffers {
        BlobBuffers(reader: self, offset: offset, work: work)
    }
}

struct BlobBuffers: AsyncSequence, Sendable {
    let reader: BlobReader
    let offset: Int64
    let work: BlockingWork

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(reader: reader, work: work, position: offset)
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        let reader: BlobReader
        let work: BlockingWork
        var position: Int64

        mutating func next() async throws -> ByteBuffer? {
            let (reader, position) = (self.reader, self.position)
            let buffer = try await work.images("read blob \(reader.digest)") { try reader.read(at: position) }
            self.position += Int64(buffer?.readableBytes ?? 0)
            return buffer
        }
    }
}
