import NIOCore
import OCI
import TestSupport
import Testing

@testable import Registry

@Suite struct AuthenticationTests {
    private static let password = Credentials(username: "alice", password: "wonder:land")
    private static let tokens = RegistryAuthentication.token(username: "alice", password: "wonder:land")

    private func tokenRequests(_ registry: InMemoryRegistry) -> [RecordedRequest] {
        registry.requests.filter { $0.path == "/token" }
    }

    @Test func oneTokenServesAManifestAndItsBlobs() async throws {
        try await withRegistry(Self.tokens) { registry, client in
            let reference = try registry.reference("team/app:1")
            let layers = (0..<8).map { ByteBuffer.pattern(10_000, seed: $0) }
            try registry.addImage(layers: layers, diffIDs: [], to: "team/app", tag: "1")
            let image = try await client.resolve(reference, platform: .host, credentials: Self.password)
            try await withThrowingTaskGroup(of: ByteBuffer.self) { group in
                for layer in image.manifest.layers {
                    group.addTask {
                        try await client.blob(layer, of: reference, credentials: Self.password).collected()
                    }
                }
                for try await content in group { #expect(layers.contains(content)) }
            }
            let requests = tokenRequests(registry)
            #expect(requests.count == 1)
            #expect(requests.first?.query["scope"] == ["repository:team/app:pull"])
            #expect(requests.first?.query["service"] == ["test registry"])
            #expect(requests.first?.query["account"] == ["alice"])
        }
    }

    @Test func manyAtOnceAskForOneToken() async throws {
        try await withRegistry(Self.tokens) { registry, client in
            let blob = registry.addBlob(.pattern(100), to: "app")
            let reference = try registry.reference("app")
            _ = try await client.hasBlob(blob.digest, in: reference, credentials: Self.password)
            let other = Credentials(username: "alice", password: "wonder:land", serverAddress: "elsewhere")
            await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<20 {
                    group.addTask { try await client.hasBlob(blob.digest, in: reference, credentials: other) }
                }
            }
            #expect(tokenRequests(registry).count == 2)
        }
    }

    @Test func aTokenThatEndedIsReplaced() async throws {
        let used = RegistryAuthentication.token(username: "alice", password: "wonder:land", uses: 1)
        try await withRegistry(used) { registry, client in
            let blob = registry.addBlob(.pattern(100), to: "app")
            let reference = try registry.reference("app")
            for _ in 0..<3 {
                #expect(try await client.hasBlob(blob.digest, in: reference, credentials: Self.password))
            }
            #expect(tokenRequests(registry).count == 3)
        }
    }

    @Test func aTokenIsNotUsedPastItsTime() async throws {
        let brief = RegistryAuthentication.token(username: "alice", password: "wonder:land", lifetime: 0)
        try await withRegistry(brief) { registry, client in
            let blob = registry.addBlob(.pattern(100), to: "app")
            let reference = try registry.reference("app")
            for _ in 0..<3 { _ = try await client.hasBlob(blob.digest, in: reference, credentials: Self.password) }
            #expect(tokenRequests(registry).count == 3)
            #expect(registry.requests.filter { $0.path.contains("/blobs/") }.count == 4)
        }
    }

    @Test func anonymousPullsNeedNoName() async throws {
        let open = RegistryAuthentication.token(username: "alice", password: "wonder:land", anonymousPull: true)
        try await withRegistry(open) { registry, client in
            try registry.addImage(layers: [.pattern(10)], diffIDs: [], to: "app", tag: "1")
            _ = try await client.manifest(registry.reference("app:1"))
            #expect(tokenRequests(registry).first?.header("Authorization") == nil)
            let bytes = ByteBuffer.pattern(50)
            let error = await registryError {
                _ = try await client.push(bytes.descriptor, from: BlobSource(bytes), to: registry.reference("app"))
            }
            #expect(error?.code == .unauthorized)
            #expect(error?.message.hasPrefix("push access denied for \(registry.authority)/app, ") == true)
        }
    }

    @Test func pushesAskForTheRightsTheyNeed() async throws {
        try await withRegistry(Self.tokens) { registry, client in
            let bytes = ByteBuffer.pattern(5000)
            let (first, second) = (try registry.reference("first"), try registry.reference("second"))
            let source = BlobSource(bytes)
            let credentials = Self.password
            _ = try await client.push(bytes.descriptor, from: source, to: first, credentials: credentials)
            let outcome = try await client.push(
                bytes.descriptor, from: source, to: second, mountingFrom: first, credentials: credentials)
            #expect(outcome == .mounted)
            #expect(tokenRequests(registry).first?.query["scope"] == ["repository:first:pull,push"])
            #expect(
                tokenRequests(registry).last?.query["scope"] == [
                    "repository:second:pull,push", "repository:first:pull",
                ])
        }
    }

    @Test func anIdentityTokenIsExchanged() async throws {
        try await withRegistry(Self.tokens) { registry, client in
            try registry.addImage(layers: [.pattern(10)], diffIDs: [], to: "app", tag: "1")
            let credentials = Credentials(username: "alice", identityToken: RegistryAuthentication.identityToken)
            _ = try await client.manifest(registry.reference("app:1"), credentials: credentials)
            let request = try #require(tokenRequests(registry).first)
            #expect(request.method == "POST")
            #expect(request.header("Authorization") == nil)
            let form = String(buffer: request.body)
            #expect(form.contains("grant_type=refresh_token&service=test%20registry&client_id=wherry"))
            #expect(form.hasSuffix("scope=repository%3Aapp%3Apull"))
        }
    }

    @Test func aRegistryTokenIsSentAsItIs() async throws {
        try await withRegistry { registry, client in
            registry.addBlob(.pattern(10), to: "app")
            let credentials = Credentials(registryToken: "ready-made")
            _ = try await client.hasBlob(
                ByteBuffer.pattern(10).descriptor.digest, in: registry.reference("app"), credentials: credentials)
            #expect(registry.requests.last?.header("Authorization") == "Bearer ready-made")
        }
    }

    @Test func wrongCredentialsAreNamed() async throws {
        try await withRegistry(Self.tokens) { registry, client in
            let wrong = Credentials(username: "alice", password: "guess")
            let error = await registryError {
                _ = try await client.manifest(registry.reference("app:1"), credentials: wrong)
            }
            #expect(error?.code == .unauthorized)
            #expect(error?.cause == "unauthorized: incorrect username or password")
            let login = await registryError { _ = try await client.logIn(to: registry.authority, credentials: wrong) }
            #expect(login?.code == .unauthorized)
            #expect(registry.requests.count == 4)
        }
    }

    @Test func aLoginGivesAnIdentityToken() async throws {
        try await withRegistry(Self.tokens) { registry, client in
            let login = try await client.logIn(to: "http://\(registry.authority)/v2/", credentials: Self.password)
            #expect(login.identityToken == RegistryAuthentication.identityToken)
            #expect(tokenRequests(registry).first?.query["offline_token"] == ["true"])
            try await client.ping(registry.authority)
        }
    }

    @Test(arguments: [
        ("https://index.docker.io/v1/", "docker.io"), ("", "docker.io"), ("registry-1.docker.io", "docker.io"),
        ("ghcr.io", "ghcr.io"), ("http://LOCALHOST:5000/v2", "localhost:5000"),
    ])
    func serversAreKnownByTheirNames(_ server: String, _ domain: String) {
        #expect(RegistryClient.domain(of: server) == domain)
    }

    @Test func aRedirectedBlobGetsNoCredentials() async throws {
        try await InMemoryRegistry.run { store in
            try await withRegistry(Self.tokens) { registry, client in
                let bytes = ByteBuffer.pattern(100_000)
                store.addBlob(bytes, to: "app")
                registry.addBlob(bytes, to: "app")
                registry.fail(.redirect(to: store.url)) { $0.method == "GET" && $0.path.contains("/blobs/") }
                let reference = try registry.reference("app")
                _ = try await client.hasBlob(bytes.descriptor.digest, in: reference, credentials: Self.password)
                let content = try await client.blob(
                    bytes.descriptor, of: reference, from: 5, credentials: Self.password
                ).collected()
                #expect(content == bytes.getSlice(at: 5, length: 99_995))
                #expect(store.requests.count == 1)
                #expect(store.requests.first?.header("Authorization") == nil)
                #expect(store.requests.first?.header("Range") == "bytes=5-")
                #expect(registry.requests.last?.header("Authorization")?.hasPrefix("Bearer ") == true)
            }
        }
    }

    @Test func redirectsInACircleEnd() async throws {
        try await withRegistry { registry, client in
            registry.fail(.redirect(to: registry.url))
            let blob = ByteBuffer.pattern(10).descriptor
            let error = await registryError { _ = try await client.content(blob, of: registry.reference("app")) }
            #expect(error?.code == .malformed)
            #expect(registry.requests.filter { $0.path.contains("/blobs/") }.count == 11)
        }
    }

    @Test(arguments: [
        "http://169.254.169.254/token", "ftp://auth.example.com/token", "/token", "", "https://",
        "https://user@example.com/",
        "https://a b",
    ])
    func aRealmThatCredentialsMustNotGoToIsRefused(_ realm: String) {
        let endpoint = Endpoint(scheme: .https, authority: "registry.example.com")
        let challenge = Challenge(scheme: "bearer", parameters: ["realm": realm])
        #expect(throws: RegistryError.self) { try TokenRealm(challenge, endpoint: endpoint) }
    }

    @Test func aRealmElsewhereIsFineBehindTLS() throws {
        let endpoint = Endpoint(scheme: .https, authority: "registry-1.docker.io")
        let challenge = Challenge(
            scheme: "bearer", parameters: ["realm": "https://auth.docker.io/token", "service": "s"])
        #expect(try TokenRealm(challenge, endpoint: endpoint).service == "s")
    }
}
