import NIOCore
import OCI
import TestSupport

@testable import Registry

/// The registries that every scenario runs against.
enum RegistryKind: CaseIterable {
    case inMemory, debian

    static var available: [RegistryKind] { DebianRegistry.isInstalled ? allCases : [.inMemory] }

    /// Runs `body` with the registry's authority and a client.
    func run(
        username: String? = nil, _ body: (String, RegistryClient) async throws -> Void
    ) async throws {
        try await withClient { client in
            switch self {
            case .inMemory:
                let authentication = username.map {
                    RegistryAuthentication.basic(username: $0, password: DebianRegistry.password)
                }
                try await InMemoryRegistry.run(authentication: authentication ?? .none) {
                    try await body($0.authority, client)
                }
            case .debian:
                try await DebianRegistry.run(withPassword: username != nil) { try await body($0.authority, client) }
            }
        }
    }
}

func withRegistry(
    _ authentication: RegistryAuthentication = .none, transport: InMemoryRegistry.Transport = .plain,
    configuration: RegistryConfiguration = .quick, _ body: (InMemoryRegistry, RegistryClient) async throws -> Void
) async throws {
    try await InMemoryRegistry.run(authentication: authentication, transport: transport) { registry in
        try await withClient(configuration) { try await body(registry, $0) }
    }
}

func withClient(
    _ configuration: RegistryConfiguration = .quick, _ body: (RegistryClient) async throws -> Void
) async throws {
    let client = RegistryClient(configuration: configuration)
    do {
        try await body(client)
    } catch {
        try await client.shutdown()
        throw error
    }
    try await client.shutdown()
}

extension RegistryConfiguration {
    /// Without waits between tries.
    static let quick = RegistryConfiguration(certificateDirectories: [], retry: RetryPolicy(sleep: { _ in }))

    /// As `quick`, and impatient: a loaded machine may need longer to send something.
    static let impatient = {
        var configuration = quick
        configuration.idleTimeout = .seconds(1)
        return configuration
    }()
}

extension AsyncSequence where Element == ByteBuffer {
    func collected() async throws -> ByteBuffer {
        var result = ByteBuffer()
        for try await var buffer in self { result.writeBuffer(&buffer) }
        return result
    }
}

extension ByteBuffer {
    /// Bytes that repeat at no round distance, the same for the same seed.
    static func pattern(_ count: Int, seed: UInt64 = 1) -> ByteBuffer {
        var state = seed &* 0x9E37_79B9_7F4A_7C15
        var block = ByteBuffer()
        for _ in 0..<1009 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            block.writeInteger(state)
        }
        var buffer = ByteBuffer()
        buffer.reserveCapacity(count + block.readableBytes)
        while buffer.readableBytes < count { buffer.writeImmutableBuffer(block) }
        return buffer.getSlice(at: 0, length: count) ?? ByteBuffer()
    }

    var descriptor: Descriptor {
        Descriptor(
            mediaType: .ociLayerGzip, digest: ContentDigest.sha256(self), size: Int64(readableBytes))
    }
}

/// Runs `body` and gives back the error of this target that it throws.
func registryError(_ body: () async throws -> Void) async -> RegistryError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? RegistryError
    }
}
