import Linux
import NIOCore
import NIOPosix
import Snapshots

/// An asynchronous body as a blocking source of bytes: one task sends, one thread reads. It holds a few buffers at
/// most; the sender waits while it is full.
///
/// `@unchecked Sendable`: `current` is the reader's alone.
final class BodySource: ByteSource, @unchecked Sendable {
    private static let capacity = 4

    private struct State {
        var buffers: [ByteBuffer] = []
        var waitingSender: CheckedContinuation<Void, Never>?
        var end: Result<Void, any Error>?
        var readerHasLeft = false
    }

    private let state = Monitor(State())
    private var current = ByteBuffer()

    /// - Returns: false when nobody reads any more.
    func send(_ buffer: ByteBuffer) async -> Bool {
        guard buffer.readableBytes > 0 else { return true }
        await withCheckedContinuation { continuation in
            let waits = state.update { state in
                state.buffers.append(buffer)
                let isFull = state.buffers.count >= Self.capacity && !state.readerHasLeft
                if isFull { state.waitingSender = continuation }
                return isFull
            }
            if !waits { continuation.resume() }
        }
        return state.update { !$0.readerHasLeft }
    }

    /// Nothing follows, for want of more or because of a failure.
    func finish(_ result: Result<Void, any Error>) {
        state.update { $0.end = $0.end ?? result }
    }

    /// The reader's last word: lets a sender that waits go on.
    func close() {
        let sender = state.update { state in
            state.readerHasLeft = true
            state.buffers.removeAll()
            return state.waitingSender.take()
        }
        sender?.resume()
    }

    /// What ended the body, when that was a failure.
    var failure: (any Error)? {
        state.update { if case .failure(let error) = $0.end { error } else { nil } }
    }

    func next() throws(SnapshotError) -> UnsafeRawBufferPointer? {
        guard let buffer = receive() else {
            guard let failure else { return nil }
            throw SnapshotError(.invalidArchive, "the archive broke off: \(failure)")
        }
        current = buffer
        // The reader's buffer stays as it is until the next call, so the pointer stays good as long.
        return current.withUnsafeReadableBytes { $0 }
    }

    private func receive() -> ByteBuffer? {
        let (buffer, sender) = state.wait { state -> (ByteBuffer?, CheckedContinuation<Void, Never>?)? in
            guard !state.buffers.isEmpty || state.end != nil else { return nil }
            return (state.buffers.isEmpty ? nil : state.buffers.removeFirst(), state.waitingSender.take())
        }
        sender?.resume()
        return buffer
    }
}

extension BlockingWork {
    /// Reads a body on a thread of its own: a client that sends slowly holds up nobody else.
    ///
    /// - Parameter read: is given the body's bytes; what it leaves of them is not received.
    static func reading<Body: AsyncSequence & Sendable, Value: Sendable>(
        _ body: Body, while action: String, _ read: @escaping @Sendable (BodySource) throws -> Value
    ) async throws(EngineError) -> Value where Body.Element == ByteBuffer {
        let source = BodySource()
        let pool = NIOThreadPool(numberOfThreads: 1)
        pool.start()
        let work = BlockingWork(pool: pool)
        async let outcome = work.outcome(action) {
            defer { source.close() }
            return try read(source)
        }
        do {
            for try await buffer in body where await !source.send(buffer) { break }
            source.finish(.success(()))
        } catch {
            source.finish(.failure(error))
        }
        let result = await outcome
        try? await pool.shutdownGracefully()
        if case .failure = result, let failure = source.failure { throw EngineError.image(failure, while: action) }
        return try result.get()
    }

    private func outcome<Value: Sendable>(
        _ action: String, _ body: @escaping @Sendable () throws -> Value
    ) async -> Result<Value, EngineError> {
        do throws(EngineError) { return .success(try await images(action, body)) } catch { return .failure(error) }
    }
}
