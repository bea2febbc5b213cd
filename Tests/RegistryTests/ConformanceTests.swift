import FoundationEssentials
import JSON
import NIOCore
import OCI
import TestSupport
import Testing

@testable import Registry

/// What holds for every registry: each runs against the one in memory and against Debian's `docker-registry`.
@Suite struct ConformanceTests {
    @Test(arguments: RegistryKind.available)
    func whatIsPushedComesBack(_ kind: RegistryKind) async throws {
        try await kind.run { authority, client in
            let reference = try Reference(parsing: "\(authority)/library/app:1")
            let image = try await TestImage.push(to: reference, client)
            let resolved = try await client.resolve(reference, platform: .host)
            #expect(resolved.target.descriptor == image.target)
            #expect(resolved.manifest == image.manifest)
            #expect(try await client.content(resolved.manifest.config, of: reference) == image.configuration)
            for (descriptor, bytes) in zip(resolved.manifest.layers, image.layers) {
                #expect(try await client.blob(descriptor, of: reference).collected() == bytes)
                let rest = try await client.blob(descriptor, of: reference, from: 1000).collected()
                #expect(rest == bytes.getSlice(at: 1000, length: bytes.readableBytes - 1000))
            }
        }
    }

    @Test(arguments: RegistryKind.available)
    func aManifestIsFoundByItsDigestToo(_ kind: RegistryKind) async throws {
        try await kind.run { authority, client in
            let reference = try Reference(parsing: "\(authority)/app:1")
            let image = try await TestImage.push(to: reference, client)
            #expect(try await client.manifest(reference.pinned(to: image.target.digest)).descriptor == image.target)
            #expect(try await client.descriptor(of: reference) == image.target)
            #expect(try await client.descriptor(of: reference.tagged("none")) == nil)
        }
    }

    @Test(arguments: RegistryKind.available)
    func aBlobIsPushedOnceAndMountedElsewhere(_ kind: RegistryKind) async throws {
        try await kind.run { authority, client in
            let bytes = ByteBuffer.pattern(50_000)
            let first = try Reference(parsing: "\(authority)/first")
            let second = try Reference(parsing: "\(authority)/second")
            let source = BlobSource(bytes)
            #expect(try await client.push(bytes.descriptor, from: source, to: first) == .uploaded)
            #expect(try await client.push(bytes.descriptor, from: source, to: first) == .present)
            #expect(try await client.push(bytes.descriptor, from: source, to: second, mountingFrom: first) == .mounted)
            #expect(try await client.hasBlob(bytes.descriptor.digest, in: second))
            #expect(try await client.hasBlob(ByteBuffer.pattern(3).descriptor.digest, in: second) == false)
        }
    }

    @Test(arguments: RegistryKind.available)
    func aBlobOfUnknownSizeIsPushed(_ kind: RegistryKind) async throws {
        try await kind.run { authority, client in
            let bytes = ByteBuffer.pattern(3 << 20)
            let reference = try Reference(parsing: "\(authority)/app")
            let digest = try await client.push(streaming: BlobSource(bytes), to: reference) { bytes.descriptor.digest }
            #expect(try await client.blob(bytes.descriptor, of: reference).collected() == bytes)
            #expect(digest == bytes.descriptor.digest)
        }
    }

    @Test(arguments: RegistryKind.available)
    func aBlobWithAWrongDigestIsRefused(_ kind: RegistryKind) async throws {
        try await kind.run { authority, client in
            let reference = try Reference(parsing: "\(authority)/app")
            var blob = ByteBuffer.pattern(100).descriptor
            blob.digest = ByteBuffer.pattern(99).descriptor.digest
            let error = await registryError {
                _ = try await client.push(blob, from: BlobSource(.pattern(100)), to: reference)
            }
            #expect(error?.code == .rejected)
            #expect(error?.cause.hasPrefix("digest invalid") == true)
        }
    }

    @Test(arguments: RegistryKind.available)
    func whatIsMissingIsNamedAsDockerDoes(_ kind: RegistryKind) async throws {
        try await kind.run { authority, client in
            let reference = try Reference(parsing: "\(authority)/app:1")
            let noRepository = await registryError { _ = try await client.manifest(reference) }
            #expect(noRepository?.code == .notFound)
            _ = try await TestImage.push(to: reference, client)
            let noTag = await registryError { _ = try await client.manifest(reference.tagged("2")) }
            #expect(noTag?.code == .notFound)
            #expect(
                noTag?.description == "manifest for \(authority)/app:2 not found: manifest unknown: manifest unknown")
            let missing = ByteBuffer.pattern(5).descriptor
            let noBlob = await registryError { _ = try await client.content(missing, of: reference) }
            #expect(noBlob?.code == .notFound)
            #expect(noBlob?.message.contains("\(missing.digest)") == true)
        }
    }

    @Test(arguments: RegistryKind.available)
    func aPasswordIsAskedForAndChecked(_ kind: RegistryKind) async throws {
        try await kind.run(username: DebianRegistry.username) { authority, client in
            let reference = try Reference(parsing: "\(authority)/app:1")
            let right = Credentials(username: DebianRegistry.username, password: DebianRegistry.password)
            let wrong = Credentials(username: DebianRegistry.username, password: "guess")
            let image = try await TestImage.push(to: reference, client, credentials: right)
            #expect(try await client.manifest(reference, credentials: right).descriptor == image.target)
            for credentials in [wrong, nil] {
                let error = await registryError { _ = try await client.manifest(reference, credentials: credentials) }
                #expect(error?.code == .unauthorized)
                #expect(error?.message.hasPrefix("pull access denied for \(authority)/app, ") == true)
            }
            #expect(try await client.logIn(to: authority, credentials: right) == Login(identityToken: nil))
            let refused = await registryError { _ = try await client.logIn(to: authority, credentials: wrong) }
            #expect(refused?.code == .unauthorized)
        }
    }
}

/// A small image of two layers, one of which goes up in pieces.
struct TestImage {
    let target: Descriptor
    let manifest: Manifest
    let configuration: ByteBuffer
    let layers: [ByteBuffer]

    static func push(
        to reference: Reference, _ client: RegistryClient, credentials: Credentials? = nil
    ) async throws -> TestImage {
        let layers = [ByteBuffer.pattern(2 << 20, seed: 2), .pattern(10_000, seed: 3)]
        let configuration = ByteBuffer(bytes: ImageConfiguration(platform: .host).json())
        var config = configuration.descriptor
        config.mediaType = .ociConfiguration
        let manifest = Manifest(config: config, layers: layers.map(\.descriptor))
        for bytes in layers + [configuration] {
            let source = BlobSource(bytes)
            _ = try await client.push(bytes.descriptor, from: source, to: reference, credentials: credentials)
        }
        let target = try await client.push(
            manifest: ByteBuffer(bytes: manifest.json()), mediaType: .ociManifest, to: reference,
            credentials: credentials)
        return TestImage(target: target, manifest: manifest, configuration: configuration, layers: layers)
    }
}
