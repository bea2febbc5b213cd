import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import OCI

/// One response's part of a blob.
struct BlobBody {
    private var iterator: HTTPClientResponse.Body.AsyncIterator
    /// Bytes before the wanted ones, which come when a registry does not know `Range`.
    private var excess: Int64
    /// Bytes that must come still.
    private var remaining: Int64
    private let digest: Digest
    private let host: String
    private let idleTimeout: Duration
    private var lastReturn = ContinuousClock.now
    /// Whether the time before the last call was the reader's own.
    private(set) var isPausedByReader = false

    init(
        _ response: HTTPClientResponse, of descriptor: Descriptor, from position: Int64, host: String,
        idleTimeout: Duration
    ) throws(RegistryError) {
        let start = try Self.start(of: response, descriptor: descriptor, position: position, host: host)
        excess = position - start
        remaining = descriptor.size - position
        digest = descriptor.digest
        iterator = response.body.makeAsyncIterator()
        self.host = host
        self.idleTimeout = idleTimeout
    }

    /// The offset of the body's first byte.
    private static func start(
        of response: HTTPClientResponse, descriptor: Descriptor, position: Int64, host: String
    ) throws(RegistryError) -> Int64 {
        let isPart = response.status == .partialContent
        if isPart {
            let range = response.headers.first(name: "Content-Range") ?? ""
            guard range.hasPrefix("bytes \(position)-") else {
                throw RegistryError(
                    .malformed,
                    "registry \(host) was asked for \(descriptor.digest) from \(position) and sent \"\(range)\"")
            }
        }
        let start = isPart ? position : 0
        if let length = response.headers.first(name: "Content-Length").flatMap({ Int64($0) }),
            length != descriptor.size - start
        {
            throw sizeMismatch(descriptor.digest, descriptor.size, length + start, host)
        }
        return start
    }

    /// - Throws: `interrupted` when the body ends early, `sizeMismatch` when it does not end.
    mutating func next() async throws -> ByteBuffer? {
        isPausedByReader = ContinuousClock.now - lastReturn >= idleTimeout
        defer { lastReturn = .now }
        while let buffer = try await receive() {
            if let wanted = try wanted(of: buffer) { return wanted }
        }
        guard remaining == 0 else {
            throw RegistryError(
                .interrupted, "connection to registry \(host) broke off",
                cause: "\(remaining) bytes of \(digest) are missing")
        }
        return nil
    }

    private mutating func receive() async throws -> ByteBuffer? {
        do {
            return try await iterator.next()
        } catch {
            throw TransportFailure.translate(error, host: host)
        }
    }

    /// What of `buffer` lies behind the offset; `nil` when nothing does.
    private mutating func wanted(of buffer: ByteBuffer) throws(RegistryError) -> ByteBuffer? {
        var buffer = buffer
        let skipped = Int(min(excess, Int64(buffer.readableBytes)))
        buffer.moveReaderIndex(forwardBy: skipped)
        excess -= Int64(skipped)
        guard buffer.readableBytes > 0 else { return nil }
        guard Int64(buffer.readableBytes) <= remaining else {
            throw RegistryError(.sizeMismatch, "registry \(host) sends more for \(digest) than its size allows")
        }
        remaining -= Int64(buffer.readableBytes)
        return buffer
    }

    private static func sizeMismatch(_ digest: Digest, _ expected: Int64, _ found: Int64, _ host: String)
        -> RegistryError
    {
        RegistryError(
            .sizeMismatch, "registry \(host) has \(found) bytes for \(digest), its descriptor says \(expected)")
    }
}
