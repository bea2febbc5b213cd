import JSON
import NIOCore
import OCI
import Synchronization
import TestSupport
import Testing

@testable import Registry

@Suite struct PushTests {
    private let bytes = ByteBuffer.pattern(3_000_000)

    private func methods(_ registry: InMemoryRegistry) -> [String] {
        registry.requests.filter { $0.path.contains("/uploads/") }.map(\.method)
    }

    @Test func aLargeBlobGoesOnWhereItBrokeOff() async throws {
        try await withRegistry { registry, client in
            registry.fail(.drop(after: 1_000_000), times: 2) { $0.method == "PATCH" }
            let reference = try registry.reference("app")
            _ = try await client.push(bytes.descriptor, from: BlobSource(bytes), to: reference)
            #expect(registry.blob(bytes.descriptor.digest, in: "app") == bytes)
            #expect(methods(registry) == ["POST", "PATCH", "GET", "PATCH", "GET", "PATCH", "PUT"])
            let ranges = registry.requests.filter { $0.method == "PATCH" }.map { $0.header("Content-Range") }
            #expect(ranges == [nil, "1000000-2999999", "2000000-2999999"])
        }
    }

    @Test func anUploadThatTheRegistryLostBeginsAnew() async throws {
        try await withRegistry { registry, client in
            registry.fail(.status(502), times: 1) { $0.method == "PATCH" }
            registry.fail(.status(404), times: 1) { $0.method == "GET" && $0.path.contains("/uploads/") }
            let reference = try registry.reference("app")
            _ = try await client.push(bytes.descriptor, from: BlobSource(bytes), to: reference)
            #expect(registry.blob(bytes.descriptor.digest, in: "app") == bytes)
            #expect(methods(registry) == ["POST", "PATCH", "GET", "POST", "PATCH", "PUT"])
        }
    }

    @Test func aSmallBlobTakesOneRequestWithItsBytes() async throws {
        try await withRegistry { registry, client in
            let small = ByteBuffer.pattern(1000)
            registry.fail(.status(500), times: 1) { $0.method == "PUT" }
            _ = try await client.push(small.descriptor, from: BlobSource(small), to: registry.reference("app"))
            #expect(registry.blob(small.descriptor.digest, in: "app") == small)
            #expect(methods(registry) == ["POST", "PUT", "POST", "PUT"])
        }
    }

    @Test func aRegistryThatCannotMountGetsTheBytes() async throws {
        try await withRegistry { registry, client in
            let small = ByteBuffer.pattern(1000)
            let other = try registry.reference("other")
            let source = BlobSource(small)
            let first = try await client.push(
                small.descriptor, from: source, to: registry.reference("app"), mountingFrom: other)
            #expect(first == .uploaded)
            registry.fail(.status(403), times: 1) { $0.query["mount"] != nil }
            let second = try await client.push(
                small.descriptor, from: source, to: registry.reference("third"), mountingFrom: registry.reference("app")
            )
            #expect(second == .uploaded)
        }
    }

    @Test func progressIsTold() async throws {
        try await withRegistry { registry, client in
            let positions = Mutex<[Int64]>([])
            let source = BlobSource { position in
                positions.withLock { $0.append(position) }
            } open: { [bytes] offset in
                var rest = bytes
                rest.moveReaderIndex(forwardBy: Int(offset))
                var parts: [ByteBuffer] = []
                while let part = rest.readSlice(length: 500_000) { parts.append(part) }
                return AsyncByteBuffers(parts)
            }
            _ = try await client.push(bytes.descriptor, from: source, to: registry.reference("app"))
            #expect(positions.withLock { $0 } == (1...6).map { Int64($0) * 500_000 })
        }
    }

    private struct DiskFailure: Error, Equatable {}

    @Test(arguments: [1000, 2_000_000])
    func whatTheSourceThrowsComesThrough(_ size: Int64) async throws {
        try await withRegistry { registry, client in
            var blob = bytes.descriptor
            blob.size = size
            let wanted = blob
            let source = BlobSource { _ in
                AsyncByteBuffers(AsyncThrowingStream(ByteBuffer.self) { $0.finish(throwing: DiskFailure()) })
            }
            await #expect(throws: DiskFailure()) {
                try await client.push(wanted, from: source, to: registry.reference("app"))
            }
            #expect(methods(registry).filter { $0 == "POST" }.count == 1)
        }
    }

    @Test func aSourceOfAnotherSizeIsAnError() async throws {
        try await withRegistry { registry, client in
            var blob = bytes.descriptor
            blob.size += 1
            let wanted = blob
            let error = await registryError {
                _ = try await client.push(wanted, from: BlobSource(self.bytes), to: registry.reference("app"))
            }
            #expect(error?.code == .sizeMismatch)
        }
    }

    @Test func aManifestOfMissingBlobsIsRefused() async throws {
        try await withRegistry { registry, client in
            let manifest = Manifest(config: ByteBuffer.pattern(3).descriptor, layers: [])
            let bytes = ByteBuffer(bytes: manifest.json())
            let error = await registryError {
                _ = try await client.push(manifest: bytes, mediaType: .ociManifest, to: registry.reference("app:1"))
            }
            #expect(error?.code == .rejected)
            #expect(error?.cause == "manifest blob unknown: blob unknown to registry")
        }
    }

    @Test func aManifestStoredAsAnotherIsNoticed() async throws {
        try await withRegistry { registry, client in
            registry.fail(.wrongDigestHeader) { $0.method == "PUT" }
            let error = await registryError {
                _ = try await client.push(
                    manifest: .pattern(10), mediaType: .ociManifest, to: registry.reference("app:1"))
            }
            #expect(error?.code == .digestMismatch)
        }
    }
}
