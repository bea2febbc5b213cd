package import NIOCore

/// Where an upload's bytes come from. Opened again, at the offset that the registry has reached, when a try fails.
package struct BlobSource: Sendable {
    /// - Parameter offset: of the first byte that is wanted.
    package typealias Open = @Sendable (_ offset: Int64) async throws -> AsyncByteBuffers

    private let openBase: Open
    private let progress: @Sendable (Int64) -> Void

    /// - Parameter progress: told how many bytes have been handed to the network, counted from the blob's start; a
    ///   later try can make it less than before.
    package init(progress: @escaping @Sendable (Int64) -> Void = { _ in }, open: @escaping Open) {
        openBase = open
        self.progress = progress
    }

    package init(_ buffer: ByteBuffer) {
        self.init { offset in
            let rest = buffer.getSlice(
                at: buffer.readerIndex + Int(offset), length: buffer.readableBytes - Int(offset))
            return AsyncByteBuffers(rest.map { [$0] } ?? [])
        }
    }

    /// The source's bytes; what it throws is marked, so that it is not taken for the network's.
    func open(at offset: Int64) async throws -> AsyncByteBuffers {
        do {
            return AsyncByteBuffers(
                ReportingSequence(base: try await openBase(offset), offset: offset, report: progress))
        } catch {
            throw SourceFailure(underlying: error)
        }
    }
}

extension AsyncByteBuffers {
    init(_ buffers: [ByteBuffer]) {
        self.init(
            AsyncStream { continuation in
                for buffer in buffers { continuation.yield(buffer) }
                continuation.finish()
            })
    }
}

private struct ReportingSequence: AsyncSequence, Sendable {
    let base: AsyncByteBuffers
    let offset: Int64
    let report: @Sendable (Int64) -> Void

    func makeAsyncIterator() -> Iterator {
        Iterator(base: base.makeAsyncIterator(), position: offset, report: report)
    }

    struct Iterator: AsyncIteratorProtocol {
        var base: AsyncByteBuffers.AsyncIterator
        var position: Int64
        let report: @Sendable (Int64) -> Void

        mutating func next() async throws -> ByteBuffer? {
            do {
                guard let buffer = try await base.next() else { return nil }
                position += Int64(buffer.readableBytes)
                report(position)
                return buffer
            } catch {
                throw SourceFailure(underlying: error)
            }
        }
    }
}
