import NIOCore
import OCI
import TestSupport
import Testing

@testable import Registry

@Suite struct BlobStreamTests {
    private let bytes = ByteBuffer.pattern(3_000_000)

    /// Fetches the blob from a registry that fails so, and gives back what came and what was asked for.
    private func fetch(
        _ fault: RegistryFault, times: Int, from offset: Int64 = 0, configuration: RegistryConfiguration = .quick
    ) async throws -> (bytes: ByteBuffer, ranges: [String?]) {
        nonisolated(unsafe) var result: (bytes: ByteBuffer, ranges: [String?]) = (ByteBuffer(), [])
        try await withRegistry(configuration: configuration) { registry, client in
            let blob = registry.addBlob(bytes, to: "app")
            registry.fail(fault, times: times)
            let content = try await client.blob(blob, of: registry.reference("app"), from: offset).collected()
            result = (content, registry.requests.filter { $0.path.contains("/blobs/") }.map { $0.header("Range") })
        }
        return result
    }

    @Test func goesOnWhereAConnectionBrokeOff() async throws {
        let fetched = try await fetch(.cut(after: 500_000), times: 2)
        #expect(fetched.bytes == bytes)
        #expect(fetched.ranges.count == 3)
        let starts = fetched.ranges.dropFirst().map { $0?.firstOffset ?? 0 }
        #expect(starts[0] > 0 && starts[0] <= 500_000)
        #expect(starts[1] > starts[0] && starts[1] <= starts[0] + 500_000)
    }

    @Test func breaksOffMoreOftenThanItsTriesAsLongAsBytesCome() async throws {
        let fetched = try await fetch(.cut(after: 300_000), times: 9)
        #expect(fetched.bytes == bytes)
        #expect(fetched.ranges.count == 10)
    }

    @Test func goesOnAfterAStall() async throws {
        // A loaded machine stalls by itself, at times more often than there are tries by default.
        var configuration = RegistryConfiguration.impatient
        configuration.retry.attempts = .max
        let fetched = try await fetch(.stall(after: 500_000), times: 1, configuration: configuration)
        #expect(fetched.bytes == bytes)
        #expect(fetched.ranges.count >= 2)
    }

    @Test func skipsWhatItHasWhenARegistryIgnoresRanges() async throws {
        let fetched = try await fetch(.ignoresRange, times: .max, from: 1_234_567)
        #expect(fetched.bytes == bytes.getSlice(at: 1_234_567, length: 3_000_000 - 1_234_567))
        #expect(fetched.ranges == ["bytes=1234567-"])
    }

    @Test func asksForNothingWhenEverythingIsThere() async throws {
        let fetched = try await fetch(.ignoresRange, times: 0, from: 3_000_000)
        #expect(fetched.bytes.readableBytes == 0)
        #expect(fetched.ranges.isEmpty)
    }

    @Test func triesAServerErrorAgain() async throws {
        let fetched = try await fetch(.status(503), times: 4)
        #expect(fetched.bytes == bytes)
        #expect(fetched.ranges.count == 5)
    }

    @Test(arguments: [
        (RegistryFault.cut(after: 0), RegistryError.Code.interrupted), (.status(500), .unavailable),
        (.status(429), .tooManyRequests),
    ])
    func givesUpAfterItsTries(_ fault: RegistryFault, _ code: RegistryError.Code) async throws {
        try await withRegistry { registry, client in
            let blob = registry.addBlob(bytes, to: "app")
            registry.fail(fault)
            let error = await registryError {
                _ = try await client.blob(blob, of: registry.reference("app")).collected()
            }
            #expect(error?.code == code)
            #expect(error?.message.contains(registry.authority) == true)
            #expect(registry.requests.filter { $0.path.contains("/blobs/") }.count == 5)
        }
    }

    @Test func givesUpARegistryThatStallsEachTime() async throws {
        try await withRegistry(configuration: .impatient) { registry, client in
            let blob = registry.addBlob(bytes, to: "app")
            registry.fail(.stall(after: 0))
            let error = await registryError {
                _ = try await client.blob(blob, of: registry.reference("app")).collected()
            }
            #expect(error?.code == .stalled)
            #expect(error?.message.contains(registry.authority) == true)
        }
    }

    @Test(arguments: [
        (RegistryFault.longer(by: 1), RegistryError.Code.sizeMismatch), (.status(404), .notFound),
        (.status(403), .denied),
    ])
    func doesNotRepeatWhatCannotSucceed(_ fault: RegistryFault, _ code: RegistryError.Code) async throws {
        try await withRegistry { registry, client in
            let blob = registry.addBlob(bytes, to: "app")
            registry.fail(fault)
            let error = await registryError {
                _ = try await client.blob(blob, of: registry.reference("app")).collected()
            }
            #expect(error?.code == code)
            #expect(registry.requests.filter { $0.path.contains("/blobs/") }.count == 1)
        }
    }

    @Test func cutsOffABodyWithoutALengthThatDoesNotEnd() async throws {
        try await withRegistry { registry, client in
            var blob = registry.addBlob(bytes, to: "app")
            registry.fail(.unsized)
            blob.size -= 1
            let short = blob
            let error = await registryError {
                _ = try await client.blob(short, of: registry.reference("app")).collected()
            }
            #expect(error?.code == .sizeMismatch)
        }
    }

    @Test func checksTheDigestOfASmallBlob() async throws {
        try await withRegistry { registry, client in
            let blob = registry.addBlob(.pattern(100), mediaType: .ociConfiguration, to: "app")
            registry.fail(.wrongBytes)
            let error = await registryError { _ = try await client.content(blob, of: registry.reference("app")) }
            #expect(error?.code == .digestMismatch)
        }
    }

    @Test func stopsWhenItsTaskIsCancelled() async throws {
        try await withRegistry { registry, client in
            let blob = registry.addBlob(bytes, to: "app")
            registry.fail(.stall(after: 1000))
            let reference = try registry.reference("app")
            let (received, continuation) = AsyncStream.makeStream(of: Void.self)
            let task = Task {
                for try await _ in client.blob(blob, of: reference) { continuation.yield() }
            }
            for await _ in received { break }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }

    @Test func doesNotReceiveWhatNobodyAsksFor() async throws {
        try await withRegistry { registry, client in
            let blob = registry.addBlob(.pattern(64 << 20), to: "app")
            var iterator = client.blob(blob, of: try registry.reference("app")).makeAsyncIterator()
            _ = try await iterator.next()
            // Everything that the other end could write, it has written when another request has gone both ways.
            for _ in 0..<20 { try await client.ping(registry.authority) }
            #expect(registry.bytesSent < 48 << 20)
        }
    }

    @Test func readsOnAfterAPauseLongerThanTheIdleTimeout() async throws {
        // Longer than a loaded machine keeps the registry from sending, so that only the reader's pause counts.
        var configuration = RegistryConfiguration.quick
        configuration.idleTimeout = .seconds(2)
        try await withRegistry(configuration: configuration) { registry, client in
            let bytes = ByteBuffer.pattern(48 << 20)
            let blob = registry.addBlob(bytes, to: "app")
            var iterator = client.blob(blob, of: try registry.reference("app")).makeAsyncIterator()
            var content = try #require(try await iterator.next())
            try await Task.sleep(for: .seconds(3))
            while var buffer = try await iterator.next() { content.writeBuffer(&buffer) }
            #expect(content == bytes)
        }
    }
}

extension String {
    /// Of a header `Range`.
    fileprivate var firstOffset: Int? { Int(dropFirst("bytes=".count).dropLast()) }
}
