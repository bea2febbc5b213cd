package import NIOCore

/// A request's body: in memory where it announced a small length, else a stream that is read as it is consumed.
package struct RequestBody: Sendable, AsyncSequence {
    package typealias Stream = NIOThrowingAsyncSequenceProducer<
        ByteBuffer, any Error, NIOAsyncSequenceProducerBackPressureStrategies.HighLowWatermark, RequestBodyReader
    >

    private enum Storage: Sendable {
        case collected(ByteBuffer)
        case stream(Stream)
    }

    private let storage: Storage

    package init(collected: ByteBuffer) {
        storage = .collected(collected)
    }

    init(stream: Stream) {
        storage = .stream(stream)
    }

    package static let empty = RequestBody(collected: ByteBuffer())

    /// The whole body.
    ///
    /// - Parameter limit: in bytes.
    /// - Throws: ``ServerError`` `payloadTooLarge` beyond the limit.
    package func collect(upTo limit: Int) async throws -> ByteBuffer {
        var whole = ByteBuffer()
        for try await chunk in self {
            guard whole.readableBytes + chunk.readableBytes <= limit else {
                throw ServerError(.payloadTooLarge, "the request's body is larger than \(limit) bytes")
            }
            whole.writeImmutableBuffer(chunk)
        }
        return whole
    }

    package func makeAsyncIterator() -> Iterator {
        switch storage {
        case .collected(let buffer): Iterator(collected: buffer)
        case .stream(let stream): Iterator(stream: stream.makeAsyncIterator())
        }
    }

    package struct Iterator: AsyncIteratorProtocol {
        private var collected: ByteBuffer?
        private var stream: Stream.AsyncIterator?

        init(collected: ByteBuffer) {
            self.collected = collected.readableBytes > 0 ? collected : nil
        }

        init(stream: Stream.AsyncIterator) {
            self.stream = stream
        }

        package mutating func next() async throws -> ByteBuffer? {
            if let stream { return try await stream.next() }
            defer { collected = nil }
            return collected
        }
    }
}

/// Reads more of the connection when the consumer of a streamed body wants more.
package struct RequestBodyReader: NIOAsyncSequenceProducerDelegate {
    let handler: NIOLoopBound<HTTPConnectionHandler>
    let eventLoop: any EventLoop

    package func produceMore() {
        eventLoop.execute { [handler] in handler.value.readMoreOfBody() }
    }

    /// The rest of the body is read away when the answer is complete.
    package func didTerminate() {}
}
