import FoundationEssentials
import NIOCore
import OCI
import TestSupport
import Testing

@testable import Registry

@Suite struct ManifestTests {
    private static let arm = Platform(os: "linux", architecture: "arm64", variant: "v8")
    private static let intel = Platform(os: "linux", architecture: "amd64")

    /// An index of two platforms under the tag `1`.
    private func addIndex(to registry: InMemoryRegistry) throws -> [Platform: Descriptor] {
        var entries: [Platform: Descriptor] = [:]
        for platform in [Self.arm, Self.intel] {
            var entry = try registry.addImage(
                layers: [.pattern(10)], diffIDs: [], platform: platform, to: "app", tag: platform.architecture)
            entry.platform = platform
            entries[platform] = entry
        }
        try registry.addIndex(Index(manifests: [Self.arm, Self.intel].compactMap { entries[$0] }), to: "app", tag: "1")
        return entries
    }

    @Test func anIndexLeadsToThePlatformsImage() async throws {
        try await withRegistry { registry, client in
            let entries = try addIndex(to: registry)
            for platform in [Self.arm, Self.intel] {
                let resolved = try await client.resolve(registry.reference("app:1"), platform: platform)
                #expect(resolved.image.descriptor.digest == entries[platform]?.digest)
                #expect(resolved.platform == platform)
                #expect(resolved.target.descriptor.mediaType == .ociIndex)
            }
        }
    }

    @Test func aPlatformThatIsNotThereIsNamed() async throws {
        try await withRegistry { registry, client in
            _ = try addIndex(to: registry)
            let platform = Platform(os: "linux", architecture: "s390x")
            let error = await registryError {
                _ = try await client.resolve(registry.reference("app:1"), platform: platform)
            }
            #expect(error?.code == .notFound)
            #expect(
                error?.message.hasPrefix("no matching manifest for linux/s390x in the manifest list entries") == true)
        }
    }

    @Test func anIndexThatLiesAboutASizeIsRefused() async throws {
        try await withRegistry { registry, client in
            var entry = try registry.addImage(layers: [], diffIDs: [], to: "app", tag: "inner")
            entry.size += 1
            try registry.addIndex(Index(manifests: [entry]), to: "app", tag: "1")
            let error = await registryError {
                _ = try await client.resolve(registry.reference("app:1"), platform: .host)
            }
            #expect(error?.code == .sizeMismatch)
        }
    }

    @Test func indexesNestedTooDeepAreRefused() async throws {
        try await withRegistry { registry, client in
            var entry = try registry.addImage(layers: [], diffIDs: [], to: "app", tag: "0")
            for depth in 1...6 { entry = try registry.addIndex(Index(manifests: [entry]), to: "app", tag: "\(depth)") }
            _ = try await client.resolve(registry.reference("app:3"), platform: .host)
            let error = await registryError {
                _ = try await client.resolve(registry.reference("app:6"), platform: .host)
            }
            #expect(error?.code == .malformed)
        }
    }

    @Test(arguments: ["application/vnd.docker.distribution.manifest.v1+prettyjws", "application/json"])
    func schema1IsRefusedByName(_ type: String) async throws {
        try await withRegistry { registry, client in
            let json = #"{"schemaVersion":1,"name":"app","fsLayers":[],"history":[]}"#
            registry.addManifest(ByteBuffer(string: json), mediaType: MediaType(rawValue: type), to: "app", tag: "1")
            let error = await registryError { _ = try await client.manifest(registry.reference("app:1")) }
            #expect(error?.code == .unsupported)
            #expect(error?.cause.contains("schema 1") == true)
        }
    }

    @Test func whatIsNoManifestIsRefused() async throws {
        try await withRegistry { registry, client in
            registry.addManifest(ByteBuffer(string: "<html>"), to: "app", tag: "1")
            let error = await registryError { _ = try await client.manifest(registry.reference("app:1")) }
            #expect(error?.code == .malformed)
        }
    }

    @Test func aManifestThatIsTooLongIsCutOff() async throws {
        try await withRegistry { registry, client in
            registry.addManifest(.pattern(ManifestDocument.sizeLimit + 1), to: "app", tag: "1")
            let error = await registryError { _ = try await client.manifest(registry.reference("app:1")) }
            #expect(error?.code == .malformed)
            #expect(error?.message.contains("4194304") == true)
        }
    }

    @Test func digestsAreChecked() async throws {
        try await withRegistry { registry, client in
            let image = try registry.addImage(layers: [], diffIDs: [], to: "app", tag: "1")
            let reference = try registry.reference("app:1")
            registry.fail(.wrongDigestHeader) { $0.path.hasSuffix("/1") }
            #expect(await registryError { _ = try await client.manifest(reference) }?.code == .digestMismatch)
            registry.clearFaults()
            registry.fail(.wrongBytes) { $0.path.contains("/manifests/sha256") }
            let pinned = reference.pinned(to: image.digest)
            #expect(await registryError { _ = try await client.manifest(pinned) }?.code == .digestMismatch)
        }
    }

    @Test func aRegistryThatLeavesHeadersOutIsAskedForTheManifest() async throws {
        try await withRegistry { registry, client in
            let image = try registry.addImage(layers: [], diffIDs: [], to: "app", tag: "1")
            registry.fail(.wrongDigestHeader) { $0.method == "HEAD" }
            let described = try await client.descriptor(of: registry.reference("app:1"))
            #expect(described?.digest != image.digest)
            registry.clearFaults()
            registry.fail(.withoutDigestHeader) { $0.method == "HEAD" }
            #expect(try await client.descriptor(of: registry.reference("app:1")) == image)
        }
    }

    @Test func tooManyRequestsAreWaitedFor() async throws {
        let waits = Waits()
        var configuration = RegistryConfiguration.quick
        configuration.retry.sleep = { waits.add($0) }
        try await withRegistry(configuration: configuration) { registry, client in
            try registry.addImage(layers: [], diffIDs: [], to: "app", tag: "1")
            registry.fail(.status(429, headers: ["Retry-After": "7"]), times: 2) { $0.path.contains("/manifests/") }
            _ = try await client.manifest(registry.reference("app:1"))
            #expect(waits.all == [.seconds(7), .seconds(7)])
            registry.fail(.status(429, headers: ["Retry-After": "3600"])) { $0.path.contains("/manifests/") }
            let error = await registryError { _ = try await client.manifest(registry.reference("app:1")) }
            #expect(error?.code == .tooManyRequests)
            #expect(error?.retryAfter == .seconds(3600))
            #expect(waits.all.count == 2)
        }
    }
}
