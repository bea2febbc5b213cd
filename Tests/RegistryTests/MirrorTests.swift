import NIOCore
import OCI
import TestSupport
import Testing

@testable import Registry

@Suite struct MirrorTests {
    /// Nothing listens there: port 1 of loopback.
    private static let dead = "http://127.0.0.1:1"

    @Test func theFirstMirrorThatHasTheImageServesIt() async throws {
        try await InMemoryRegistry.run { broken in
            try await InMemoryRegistry.run { empty in
                try await InMemoryRegistry.run { good in
                    broken.fail(.status(500)) { _ in true }
                    let image = try good.addImage(
                        layers: [.pattern(5000)], diffIDs: [], to: "library/busybox", tag: "latest")
                    var configuration = RegistryConfiguration.quick
                    configuration.mirrors = try [Self.dead, broken.url, empty.url, good.url].map {
                        try Registry.Mirror($0)
                    }
                    try await withClient(configuration) { client in
                        let reference = try Reference(parsing: "busybox")
                        let secret = Credentials(username: "alice", password: "wonderland")
                        let resolved = try await client.resolve(reference, platform: .host, credentials: secret)
                        #expect(resolved.target.descriptor == image)
                        let layer = try #require(resolved.manifest.layers.first)
                        let content = try await client.blob(layer, of: reference, credentials: secret).collected()
                        #expect(content == .pattern(5000))
                    }
                    #expect(broken.requests.count == 2 && empty.requests.count == 2 && good.requests.count == 2)
                    #expect(good.requests.allSatisfy { $0.header("Authorization") == nil })
                }
            }
        }
    }
}
