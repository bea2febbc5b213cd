import AsyncHTTPClient
package import NIOCore
import NIOHTTP1

/// A request that can be sent again: after a challenge, to another address, after a failure.
struct RegistryRequest: Sendable {
    enum Body: Sendable {
        case none
        case bytes(ByteBuffer)
        /// Opened anew each time; `length` is `nil` when it is known only at the end.
        case stream(length: Int64?, open: @Sendable () async throws -> AsyncByteBuffers)
    }

    var method: HTTPMethod
    var headers = HTTPHeaders()
    /// Added to the target's own query; percent-encoded when it is sent.
    var query: [(String, String)] = []
    var body = Body.none

    init(_ method: HTTPMethod) {
        self.method = method
    }

    func openBody() async throws -> HTTPClientRequest.Body? {
        switch body {
        case .none: return nil
        case .bytes(let buffer): return .bytes(buffer)
        case .stream(let length, let open):
            return .stream(try await open(), length: length.map { .known($0) } ?? .unknown)
        }
    }
}

/// Any asynchronous sequence of buffers, such as a file that is read or a layer that is being packed.
package struct AsyncByteBuffers: AsyncSequence, Sendable {
    package typealias Element = ByteBuffer

    private let makeNext: @Sendable () -> () async throws -> ByteBuffer?

    package init<Base: AsyncSequence & Sendable>(_ base: Base) where Base.Element == ByteBuffer {
        makeNext = {
            var iterator = base.makeAsyncIterator()
            return { try await iterator.next() }
        }
    }

    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(produce: makeNext())
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let produce: () async throws -> ByteBuffer?

        package mutating func next() async throws -> ByteBuffer? {
            try await produce()
        }
    }
}
