package import NIOCore
import Synchronization

/// A container's log as a client reads it, a piece at a time and only as fast as it is asked for.
package struct LogStream: AsyncSequence, Sendable {
    let source: LogSource
    let changes: AsyncStream<Void>?
    let work: BlockingWork

    package func makeAsyncIterator() -> Iterator {
        Iterator(source: source, changes: changes?.makeAsyncIterator(), work: work)
    }

    package struct Iterator: AsyncIteratorProtocol {
        let source: LogSource
        /// Says that the log may have grown; ends when the container has. `nil` does not follow.
        var changes: AsyncStream<Void>.Iterator?
        let work: BlockingWork

        package mutating func next() async throws(EngineError) -> ByteBuffer? {
            while true {
                let source = self.source
                guard let lines = try await work.run(while: "read the log", { try source.next() }) else { return nil }
                if lines.readableBytes > 0 { return lines }
                guard changes != nil else { return nil }
                // Once the container has ended, what it wrote last is read before the stream ends.
                if await changes?.next() == nil { changes = nil }
            }
        }
    }
}

/// A reader handed from thread to thread, one at a time.
final class LogSource: Sendable {
    private let reader: Mutex<LogFileReader>

    init(_ reader: consuming sending LogFileReader) {
        self.reader = Mutex(reader)
    }

    func next() throws -> ByteBuffer? {
        try reader.withLock { try $0.next() }
    }
}
