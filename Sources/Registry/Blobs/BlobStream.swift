import AsyncHTTPClient
package import NIOCore
import OCI

/// A blob's bytes from an offset on, exactly to its descriptor's size, as they come from the registry.
///
/// A connection that breaks off or stalls is taken up again where it stopped, as often as the retry policy allows
/// without a byte of progress. No more than a few reads of the network are held in memory: what is not asked for is
/// not received. The digest is the receiver's to check, who sees the bytes before the offset as well and hashes them
/// once; `RegistryClient.content(_:of:credentials:)` checks it for small blobs.
///
/// Throws `sizeMismatch` as soon as the blob turns out longer or shorter than its descriptor.
package struct BlobStream: AsyncSequence, Sendable {
    package typealias Element = ByteBuffer

    let client: RegistryClient
    let descriptor: Descriptor
    let access: Access
    let offset: Int64

    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(self)
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        private let stream: BlobStream
        /// Bytes of the blob that are behind us.
        private var position: Int64
        private var body: BlobBody?
        /// Tries since the last byte.
        private var attempt = 1

        init(_ stream: BlobStream) {
            self.stream = stream
            position = stream.offset
        }

        package mutating func next() async throws -> ByteBuffer? {
            while true {
                do {
                    guard let buffer = try await nextInBody() else { return nil }
                    position += Int64(buffer.readableBytes)
                    attempt = 1
                    return buffer
                } catch let error as RegistryError
                    where error.isTransient || position > stream.offset && error.code == .unreachable
                {
                    try await pause(after: error)
                }
            }
        }

        private mutating func nextInBody() async throws -> ByteBuffer? {
            if body == nil {
                if position == stream.descriptor.size { return nil }
                body = try await stream.open(at: position)
            }
            return try await body?.next()
        }

        private mutating func pause(after error: RegistryError) async throws {
            let wasPaused = body?.isPausedByReader == true
            body = nil
            // A reader that took longer than the idle timeout is no fault of the registry's.
            if error.code == .stalled, wasPaused { return }
            let policy = stream.client.configuration.retry
            guard let delay = policy.delay(after: error, attempt: attempt, random: .random(in: 0..<1)) else {
                throw error
            }
            attempt += 1
            try await policy.sleep(delay)
        }
    }
}
