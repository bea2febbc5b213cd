import NIOCore
import OCI
import Registry
import Testing
import TestSupport

@Suite struct BlobStreamTests {
    @Test func readsABlobWholeAndFromAnOffset() async throws {
        try await withRegistry { registry, client in
            let bytes = ByteBuffer(bytes: (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
            let blob = registry.addBlob(bytes, to: "app")
            let reference = try registry.reference("app")
            #expect(try await client.blob(blob, of: reference).collected() == bytes)
            let rest = try await client.blob(blob, of: reference, from: 100_000).collected()
            #expect(rest == bytes.getSlice(at: 100_000, length: 200_000))
        }
    }
}

func withRegistry(
    _ authentication: RegistryAuthentication = .none, configuration: RegistryConfiguration = .quick,
    _ body: (InMemoryRegistry, RegistryClient) async throws -> Void
) async throws {
    try await InMemoryRegistry.run(authentication: authentication) { registry in
        let client = RegistryClient(configuration: configuration)
        do {
            try await body(registry, client)
        } catch {
            try await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }
}

extension RegistryConfiguration {
    /// Without waits.
    static let quick = RegistryConfiguration(certificateDirectories: [], retry: RetryPolicy(base: .zero, sleep: { _ in }))
}

extension AsyncSequence where Element == ByteBuffer {
    func collected() async throws -> ByteBuffer {
        var result = ByteBuffer()
        for try await var buffer in self { result.writeBuffer(&buffer) }
        return result
    }
}
