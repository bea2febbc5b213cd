import OCI
import TestSupport
import Testing

@Suite struct ReferenceTests {
    static let digest = "sha256:" + String(repeating: "0f", count: 32)

    @Test(arguments: [
        ("busybox", "docker.io/library/busybox", "busybox"),
        ("busybox:1.36", "docker.io/library/busybox:1.36", "busybox:1.36"),
        ("docker.io/busybox", "docker.io/library/busybox", "busybox"),
        ("index.docker.io/library/busybox:x", "docker.io/library/busybox:x", "busybox:x"),
        ("library/busybox", "docker.io/library/busybox", "busybox"),
        ("library/a/b", "docker.io/library/a/b", "library/a/b"),
        ("user/app", "docker.io/user/app", "user/app"),
        ("localhost/app", "localhost/app", "localhost/app"),
        ("localhost:5000/app:v1", "localhost:5000/app:v1", "localhost:5000/app:v1"),
        ("quay.io/a/b/c", "quay.io/a/b/c", "quay.io/a/b/c"),
        ("Registry/app", "Registry/app", "Registry/app"),
        ("127.0.0.1:5000/app", "127.0.0.1:5000/app", "127.0.0.1:5000/app"),
        ("[::1]:5000/app", "[::1]:5000/app", "[::1]:5000/app"),
        ("a__b/c---d/e.f_g", "docker.io/a__b/c---d/e.f_g", "a__b/c---d/e.f_g"),
        ("docker.io/a.b/c", "docker.io/a.b/c", "docker.io/a.b/c"),
        ("app@\(digest)", "docker.io/library/app@\(digest)", "app@\(digest)"),
        ("r.io:80/app:t@\(digest)", "r.io:80/app:t@\(digest)", "r.io:80/app:t@\(digest)"),
    ]) func reads(text: String, complete: String, familiar: String) throws {
        let reference = try Reference(parsing: text)
        #expect(reference.description == complete)
        #expect(reference.familiar == familiar)
        #expect(try Reference(parsing: complete) == reference)
        #expect(try Reference(parsing: familiar) == reference)
    }

    @Test(arguments: [
        ("", "invalid reference format"),
        (":tag", "invalid reference format"),
        ("app:", "invalid reference format"),
        ("app:-x", "invalid reference format"),
        ("app:" + String(repeating: "a", count: 129), "invalid reference format"),
        ("app@sha256:123", "invalid reference format"),
        ("app@", "invalid reference format"),
        ("a//b", "invalid reference format"),
        ("-app", "invalid reference format"),
        ("app-", "invalid reference format"),
        ("a..b", "invalid reference format"),
        ("a___b", "invalid reference format"),
        ("a._b", "invalid reference format"),
        ("app/", "invalid reference format"),
        ("/app", "invalid reference format"),
        (" app", "invalid reference format"),
        ("äpp", "invalid reference format"),
        ("host:port/app", "invalid reference format"),
        ("http://host/app", "invalid reference format"),
        ("a_b.c/app", "invalid reference format"),
        ("[::1/app", "invalid reference format"),
        ("App", "invalid reference format: repository name (library/App) must be lowercase"),
        ("quay.io/App:x", "invalid reference format: repository name (App) must be lowercase"),
        (
            "docker.io/" + String(repeating: "a", count: 256),
            "repository name must not be more than 255 characters"
        ),
        (
            String(repeating: "0f", count: 32),
            "invalid repository name (\(String(repeating: "0f", count: 32))), "
                + "cannot specify 64-byte hexadecimal strings"
        ),
    ]) func refuses(text: String, message: String) {
        let error = #expect(throws: OCIError.self) { try Reference(parsing: text) }
        #expect(error?.code == .invalidReference)
        #expect(error?.message == message)
    }

    @Test func refusesUnknownDigests() {
        let text = "app@md4:" + String(repeating: "0", count: 32)
        let error = #expect(throws: OCIError.self) { try Reference(parsing: text) }
        #expect(error?.code == .invalidDigest)
    }

    @Test func completesNames() throws {
        let name = try Reference(parsing: "app")
        #expect(name.withDefaultTag.familiar == "app:latest")
        #expect(try name.tagged("v2").familiar == "app:v2")
        #expect(throws: OCIError.self) { try name.tagged("a/b") }
        let pinned = name.pinned(to: try Digest(parsing: Self.digest))
        #expect(pinned.withDefaultTag == pinned)
        #expect(pinned.identifier == Self.digest)
        #expect(pinned.repository == name)
    }

    /// Whatever is read writes itself out to a text that reads as the same.
    @Test func survivesMutation() {
        let seeds = ["docker.io/library/busybox:1.36", "localhost:5000/a__b/c-d@\(Self.digest)", "[::1]:80/x.y:t"]
        var accepted = 0
        for bytes in Mutations(of: seeds.map { Array($0.utf8) }, count: 20_000, seed: 11) {
            guard let reference = try? Reference(parsing: String(decoding: bytes, as: UTF8.self)) else { continue }
            accepted += 1
            #expect((try? Reference(parsing: reference.description)) == reference)
            #expect((try? Reference(parsing: reference.familiar)) == reference)
        }
        #expect(accepted > 100)
    }
}
