import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import OCI
import TestSupport
import Testing

@testable import Registry

@Suite struct TrustTests {
    /// Runs `body` with a directory of certificates for one registry.
    private func withCertificates(
        _ files: [String: String], for authority: String, _ body: (RegistryConfiguration) async throws -> Void
    ) async throws {
        let directory = FileManager.default.temporaryDirectory.path + "/certs-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: "\(directory)/\(authority)", withIntermediateDirectories: true)
        for (name, content) in files {
            try Data(content.utf8).write(to: URL(filePath: "\(directory)/\(authority)/\(name)"))
        }
        var configuration = RegistryConfiguration.quick
        configuration.certificateDirectories = ["/nonexistent", directory]
        do {
            try await body(configuration)
        } catch {
            try FileManager.default.removeItem(atPath: directory)
            throw error
        }
        try FileManager.default.removeItem(atPath: directory)
    }

    /// Asks a registry as one that is not on loopback would be asked.
    private func greet(_ registry: InMemoryRegistry, by scheme: String = "https", _ client: RegistryClient) async throws
    {
        let url = try #require(URL(string: "\(scheme)://\(registry.authority)/v2/"))
        let response = try await client.transport.send(
            RegistryRequest(.GET), to: RequestTarget(url: url, isInsecure: false))
        #expect(response.status == .ok)
        try await client.transport.discard(response)
    }

    @Test func aCertificateMustVerify() async throws {
        try await withRegistry(transport: .tls()) { registry, client in
            let error = await registryError { try await greet(registry, client) }
            #expect(error?.code == .tls)
            #expect(error?.message.contains("/etc/docker/certs.d/\(registry.authority)/ca.crt") == true)
            #expect(error?.cause == "certificate verify failed")
            #expect(registry.requests.isEmpty)
        }
    }

    @Test(arguments: [
        (
            "Error: 268435703 error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER at /b/tls_record.cc:127",
            "wrong version number"
        ),
        ("Error:  EOF during handshake", "EOF during handshake"), ("", ""), ("OPENSSL_internal:", ""),
    ])
    func theReasonIsSaidInWords(entry: String, words: String) {
        #expect(TLSReason.words(entry: entry) == words)
    }

    @Test func anAuthorityOfTheHostsOwnIsTrusted() async throws {
        try await InMemoryRegistry.run(transport: .tls()) { registry in
            try await withCertificates(["ca.crt": TestCertificates.authority], for: registry.authority) {
                configuration in
                try await withClient(configuration) { try await greet(registry, $0) }
            }
            try await withCertificates(["ca.crt": TestCertificates.authority], for: "other.example") { configuration in
                try await withClient(configuration) { client in
                    #expect(await registryError { try await greet(registry, client) }?.code == .tls)
                }
            }
        }
    }

    @Test func aClientsCertificateIsShown() async throws {
        try await InMemoryRegistry.run(transport: .tls(clientCertificate: true)) { registry in
            let files = [
                "ca.crt": TestCertificates.authority, "client.cert": TestCertificates.client,
                "client.key": TestCertificates.clientKey,
            ]
            try await withCertificates(files, for: registry.authority) { configuration in
                try await withClient(configuration) { try await greet(registry, $0) }
            }
            try await withCertificates(["ca.crt": TestCertificates.authority], for: registry.authority) {
                configuration in
                try await withClient(configuration) { client in
                    #expect(await registryError { try await greet(registry, client) } != nil)
                }
            }
        }
    }

    @Test(arguments: [
        (["client.cert": TestCertificates.client], "client.key is missing"), (["ca.crt": "no PEM"], "ca.crt"),
    ])
    func filesThatCannotBeUsedAreNamed(_ files: [String: String], _ words: String) async throws {
        try await InMemoryRegistry.run(transport: .tls()) { registry in
            try await withCertificates(files, for: registry.authority) { configuration in
                try await withClient(configuration) { client in
                    let error = await registryError { try await greet(registry, client) }
                    #expect(error?.code == .invalidConfiguration)
                    #expect(error?.message.contains(words) == true)
                }
            }
        }
    }

    @Test func loopbackNeedsNoTrust() async throws {
        try await withRegistry(transport: .tls()) { registry, client in
            let image = try registry.addImage(layers: [], diffIDs: [], to: "app", tag: "1")
            #expect(try await client.manifest(registry.reference("app:1")).descriptor == image)
        }
    }

    @Test func aRegistryWithoutTLSIsNamed() async throws {
        try await withRegistry { registry, client in
            let error = await registryError { try await greet(registry, client) }
            #expect(error?.code == .tls)
            #expect(error?.message.contains("insecure registries") == true)
        }
    }

    @Test func nobodyThereIsSaidAtOnce() async throws {
        try await withClient { client in
            let reference = try Reference(parsing: "127.0.0.1:1/app")
            let error = await registryError { _ = try await client.manifest(reference) }
            #expect(error?.code == .unreachable)
            #expect(error?.cause == "Connection refused")
        }
    }

    @Test func noRedirectLeadsOutOfTLS() async throws {
        try await withClient { client in
            let origin = RequestTarget(
                url: try #require(URL(string: "https://registry.example/v2/a")), isInsecure: false)
            let error = await registryError {
                _ = try await client.transport.follow("http://cdn.example/a", from: origin)
            }
            #expect(error?.code == .tls)
            let next = try await client.transport.follow("//cdn.example/b?c=d", from: origin)
            #expect(next.url.absoluteString == "https://cdn.example/b?c=d")
        }
    }

    @Test func locationsKeepTheirQuery() throws {
        let target = RequestTarget(
            url: try #require(URL(string: "http://127.0.0.1:5000/v2/a/blobs/uploads/1?_state=x%2By%3D")),
            isInsecure: true)
        #expect(
            target.adding([("digest", "sha256:ab")])
                == "http://127.0.0.1:5000/v2/a/blobs/uploads/1?_state=x%2By%3D&digest=sha256%3Aab")
        #expect(target.following("/v2/b?c=%2F")?.absoluteString == "http://127.0.0.1:5000/v2/b?c=%2F")
        #expect(target.following("ftp://127.0.0.1/") == nil)
        #expect(target.following("http://user:secret@127.0.0.1/") == nil)
    }
}
