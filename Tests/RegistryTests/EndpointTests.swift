import OCI
import Testing

@testable import Registry

@Suite struct EndpointTests {
    private func candidates(
        _ reference: String, _ action: Access.Action = .pull, mirrors: [String] = [], insecure: [String] = []
    ) async throws -> [String] {
        let configuration = RegistryConfiguration(
            mirrors: try mirrors.map { try Registry.Mirror($0) },
            insecureRegistries: try insecure.map { try InsecureRegistry($0) })
        let access = Access(action, try Reference(parsing: reference), credentials: nil)
        return await EndpointDirectory(configuration).candidates(for: access).map(\.description)
    }

    @Test func aRegistryIsReachedByTLS() async throws {
        #expect(try await candidates("ghcr.io/a/b") == ["https://ghcr.io"])
        #expect(try await candidates("busybox") == ["https://registry-1.docker.io"])
    }

    @Test func mirrorsComeFirstForPullsFromDockerOnly() async throws {
        let mirrors = ["https://one.example.com", "http://two:5000/proxy/"]
        let own = "https://registry-1.docker.io"
        #expect(try await candidates("busybox", mirrors: mirrors) == [mirrors[0], "http://two:5000/proxy", own])
        #expect(try await candidates("busybox", .push, mirrors: mirrors) == [own])
        #expect(try await candidates("quay.io/a", mirrors: mirrors) == ["https://quay.io"])
    }

    @Test(arguments: ["localhost:5000", "127.0.0.1:5000", "127.8.9.10", "[::1]:5000", "localhost"])
    func loopbackMayBePlain(_ authority: String) async throws {
        #expect(try await candidates("\(authority)/a") == ["https://\(authority)", "http://\(authority)"])
    }

    @Test(arguments: [("registry.lan", true), ("10.1.2.3:5000", true), ("11.1.2.3", false), ("other.lan", false)])
    func configuredRegistriesMayBePlain(_ authority: String, _ isPlain: Bool) async throws {
        let found = try await candidates("\(authority)/a", insecure: ["Registry.lan", "10.0.0.0/8", "fd00::/8"])
        #expect(found.contains("http://\(authority)") == isPlain)
    }

    @Test func theSchemeThatAnsweredIsKeptUntilItFails() async throws {
        let directory = EndpointDirectory(RegistryConfiguration())
        let access = Access(.pull, try Reference(parsing: "localhost:5000/a"), credentials: nil)
        let plain = try #require(await directory.candidates(for: access).last)
        directory.answered(plain)
        #expect(await directory.candidates(for: access).map(\.scheme) == [.http])
        directory.failed(plain)
        #expect(await directory.candidates(for: access).map(\.scheme) == [.https, .http])
    }

    @Test func aMirrorOutOfReachIsPassedOver() async throws {
        let mirror = try Registry.Mirror("https://mirror.example.com")
        let directory = EndpointDirectory(RegistryConfiguration(mirrors: [mirror]))
        let access = Access(.pull, try Reference(parsing: "busybox"), credentials: nil)
        #expect(await directory.candidates(for: access).count == 2)
        directory.failed(mirror.endpoint)
        #expect(await directory.candidates(for: access).count == 1)
    }

    @Test(arguments: [
        "", "mirror.example.com", "ftp://mirror", "https://user:pass@mirror", "https://mirror/?a=b",
        "https://mirror/#a", "https://",
    ])
    func aMalformedMirrorIsRefused(_ url: String) {
        #expect(throws: RegistryError.self) { try Registry.Mirror(url) }
    }

    @Test(arguments: ["", "http://registry.lan", "10.0.0.0/33", "10.0.0/8", "a/8", "fd00::/129", "a b"])
    func aMalformedInsecureRegistryIsRefused(_ text: String) {
        #expect(throws: RegistryError.self) { try InsecureRegistry(text) }
    }

    @Test func rangesHoldTheirAddresses() throws {
        let odd = try #require(AddressRange("192.168.16.0/20"))
        #expect(odd.contains("192.168.31.255") && !odd.contains("192.168.32.0") && !odd.contains("registry"))
        let wide = try #require(AddressRange("fd00::/9"))
        #expect(wide.contains("fd7f::1") && !wide.contains("fd80::1") && !wide.contains("10.0.0.1"))
        #expect(AddressRange("0.0.0.0/0")?.contains("8.8.8.8") == true)
    }
}
