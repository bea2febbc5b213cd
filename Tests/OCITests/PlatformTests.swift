import OCI
import Testing

@Suite struct PlatformTests {
    @Test(arguments: [
        ("linux/amd64", "linux/amd64"), ("linux/x86_64", "linux/amd64"), ("Linux/AMD64/v1", "linux/amd64"),
        ("linux/amd64/v3", "linux/amd64/v3"), ("linux/arm64/v8", "linux/arm64"), ("linux/aarch64", "linux/arm64"),
        ("linux/arm", "linux/arm/v7"), ("linux/arm/6", "linux/arm/v6"), ("armhf", "linux/arm/v7"),
        ("armel", "linux/arm/v6"), ("i386", "linux/386"), ("s390x", "linux/s390x"), ("macos/arm64", "darwin/arm64"),
        ("riscv64", "linux/riscv64"),
    ]) func normalises(text: String, expected: String) throws {
        #expect(try Platform(parsing: text).description == expected)
    }

    @Test func completesFromTheHost() throws {
        #expect(try Platform(parsing: "linux").architecture == Platform.host.architecture)
    }

    @Test(arguments: ["", "/", "linux/", "linux/amd64/v1/x", "toaster", "linux/am d64", "linux/amd64\n"])
    func refuses(text: String) {
        let error = #expect(throws: OCIError.self) { try Platform(parsing: text) }
        #expect(error?.code == .invalidPlatform)
    }

    @Test(arguments: [
        ("linux/amd64", "linux/amd64", 0), ("linux/amd64", "linux/386", 1), ("linux/amd64", "linux/arm64", nil),
        ("linux/amd64", "linux/amd64/v2", nil), ("linux/amd64/v3", "linux/amd64/v2", 1),
        ("linux/amd64/v3", "linux/amd64", 2), ("linux/arm64", "linux/arm64/v8", 0), ("linux/arm64", "linux/arm/v7", 2),
        ("linux/arm/v7", "linux/arm/v6", 1), ("linux/arm/v6", "linux/arm/v7", nil), ("linux/386", "linux/amd64", nil),
        ("linux/amd64", "windows/amd64", nil),
    ]) func ranks(host: String, image: String, rank: Int?) throws {
        #expect(try Platform(parsing: host).rank(of: Platform(parsing: image)) == rank)
    }

    @Test func choosesTheBestOfAnIndex() throws {
        func entry(_ platform: String, _ digit: Character) throws -> Descriptor {
            try Descriptor(
                mediaType: .ociManifest, digest: Digest(.sha256, encoded: String(repeating: digit, count: 64)), size: 1,
                platform: Platform(parsing: platform))
        }
        let old = try entry("linux/arm/v5", "1")
        let new = try entry("linux/arm/v7", "2")
        var attestation = try entry("linux/arm/v7", "3")
        attestation.annotations = [Descriptor.Annotation.dockerReferenceType: "attestation-manifest"]
        let index = Index(manifests: [attestation, old, new])
        #expect(try index.manifest(for: Platform(parsing: "linux/arm/v7")) == new)
        #expect(try index.manifest(for: Platform(parsing: "linux/arm/v6")) == old)
        #expect(try index.manifest(for: Platform(parsing: "linux/amd64")) == nil)
    }
}
