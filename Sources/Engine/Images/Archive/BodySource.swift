import NIOCore
import NIOPosix
import Snapshots

#if canImport(Glibc)
import Glibc
#endif

/// An asynchronous body as a blocking source of bytes: one task sends, one thread reads. It holds a few buffers at
/// most; the sender waits while it is full.
///
/// `@unchecked Sendable`: all state that both sides see is behind the POSIX mutex, which the standard library's `Mutex`
/// cannot replace for want of a condition variable; `current` is the reader's alone.
final class BodySource: ByteSource, @unchecked Sendable {
    private static let capacity = 4

    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let changed: UnsafeMutablePointer<pthread_cond_t>
    private var buffers: [ByteBuffer] = []
    private var waitingSender: CheckedContinuation<Void, Never>?
    private var end: Result<Void, any Error>?
    private var readerHasLeft = false
    private var current = ByteBuffer()

    init() {
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        changed = .allocate(capacity: 1)
        changed.initialize(to: pthread_cond_t())
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_cond_destroy(changed)
        changed.deallocate()
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// - Returns: false when nobody reads any more.
    func send(_ buffer: ByteBuffer) async -> Bool {
        guard buffer.readableBytes > 0 else { return true }
        await withCheckedContinuation { continuation in
            let waits = locked {
                buffers.append(buffer)
                let isFull = buffers.count >= Self.capacity && !readerHasLeft
                if isFull { waitingSender = continuation }
                return isFull
            }
            pthread_cond_signal(changed)
            if !waits { continuation.resume() }
        }
        return locked { !readerHasLeft }
    }

    /// Nothing follows, for want of more or because of a failure.
    func finish(_ result: Result<Void, any Error>) {
        locked { end = end ?? result }
        pthread_cond_signal(changed)
    }

    /// The reader's last word: lets a sender that waits go on.
    func close() {
        let sender = locked {
            readerHasLeft = true
            buffers.removeAll()
            defer { waitingSender = nil }
            return waitingSender
        }
        sender?.resume()
    }

    /// What ended the body, when that was a failure.
    var failure: (any Error)? {
        locked { if case .failure(let error) = end { error } else { nil } }
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
        pthread_mutex_lock(mutex)
        while buffers.isEmpty, end == nil { pthread_cond_wait(changed, mutex) }
        let buffer = buffers.isEmpty ? nil : buffers.removeFirst()
        let sender = waitingSender
        waitingSender = nil
        pthread_mutex_unlock(mutex)
        sender?.resume()
        return buffer
    }

    private func locked<Value>(_ body: () -> Value) -> Value {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
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
