import JSON
import OCI
import TestSupport
import Testing

@Suite struct ManifestTests {
    static let digest = "sha256:" + String(repeating: "1", count: 64)

    static func descriptor(_ mediaType: MediaType) -> String {
        #"{"mediaType":"\#(mediaType)","digest":"\#(digest)","size":7}"#
    }

    static let manifest = """
        {"schemaVersion":2,"mediaType":"\(MediaType.dockerManifest)","config":\(descriptor(.dockerConfiguration)),\
        "layers":[\(descriptor(.dockerLayerGzip))]}
        """
    static let index = """
        {"schemaVersion":2,"mediaType":"\(MediaType.ociIndex)","manifests":[{"mediaType":"\(MediaType.ociManifest)",\
        "digest":"\(digest)","size":7,"platform":{"architecture":"arm","os":"linux","variant":"v7"}}]}
        """

    @Test func readsAManifest() throws {
        guard case .manifest(let manifest) = try ManifestDocument(parsing: Self.manifest.utf8) else {
            Issue.record("not a manifest")
            return
        }
        #expect(manifest.config.mediaType.kind == .configuration)
        #expect(manifest.layers.map(\.mediaType.kind) == [.layer(.gzip)])
        #expect(try ManifestDocument(parsing: manifest.json()) == .manifest(manifest))
    }

    @Test func readsAnIndex() throws {
        guard case .index(let index) = try ManifestDocument(parsing: Self.index.utf8, mediaType: .ociIndex) else {
            Issue.record("not an index")
            return
        }
        #expect(index.manifests[0].platform?.description == "linux/arm/v7")
    }

    @Test(arguments: [
        ("", OCIError.Code.invalidDocument),
        ("{}", .invalidDocument),
        ("[]", .invalidDocument),
        (#"{"schemaVersion":1,"fsLayers":[]}"#, .unsupported),
        (#"{"schemaVersion":2,"config":{},"layers":[],"manifests":[]}"#, .invalidDocument),
        (#"{"schemaVersion":2,"config":{"digest":"sha256:1","size":1},"layers":[]}"#, .invalidDocument),
        (#"{"schemaVersion":2,"config":{"digest":"\#(digest)","size":-1},"layers":[]}"#, .invalidDocument),
        (manifest.replacing("rootfs", with: "x").replacing("manifest.v2", with: "manifest.list.v2"), .invalidDocument),
    ]) func refuses(text: String, code: OCIError.Code) {
        let error = #expect(throws: OCIError.self) { try ManifestDocument(parsing: text.utf8) }
        #expect(error?.code == code)
    }

    @Test func refusesAnotherMediaTypeThanAnnounced() {
        #expect(throws: OCIError.self) { try ManifestDocument(parsing: Self.manifest.utf8, mediaType: .ociIndex) }
        #expect(throws: OCIError.self) { try ManifestDocument(parsing: Self.manifest.utf8, mediaType: .ociManifest) }
    }

    @Test func refusesWhatIsTooLarge() {
        let padding = String(repeating: " ", count: ManifestDocument.sizeLimit)
        #expect(throws: OCIError.self) { try ManifestDocument(parsing: (Self.manifest + padding).utf8) }
    }

    @Test func namesTheMemberThatIsWrong() {
        let text = Self.manifest.replacing(#"7}]"#, with: #""x"}]"#)
        let error = #expect(throws: OCIError.self) { try ManifestDocument(parsing: text.utf8) }
        #expect(error?.description == "invalid manifest: .layers[0].size: expected a number, found a string")
    }

    /// Equal documents are to have equal digests.
    @Test func writesMembersSorted() throws {
        let digest = try Digest(parsing: Self.digest)
        var layer = Descriptor(mediaType: .ociLayer, digest: digest, size: 1, annotations: ["b": "", "a": "/"])
        layer.urls = ["https://a/b"]
        layer.platform = Platform(os: "linux", architecture: "arm", variant: "v7")
        let config = Descriptor(mediaType: .ociConfiguration, digest: digest, size: 2)
        let expected = """
            {"config":{"digest":"\(digest)","mediaType":"application/vnd.oci.image.config.v1+json","size":2},\
            "layers":[{"annotations":{"a":"/","b":""},"digest":"\(digest)",\
            "mediaType":"application/vnd.oci.image.layer.v1.tar",\
            "platform":{"architecture":"arm","os":"linux","variant":"v7"},"size":1,"urls":["https://a/b"]}],\
            "mediaType":"application/vnd.oci.image.manifest.v1+json","schemaVersion":2}
            """
        #expect(String(decoding: Manifest(config: config, layers: [layer]).json(), as: UTF8.self) == expected)
        let index = String(decoding: Index(manifests: [config]).json(), as: UTF8.self)
        #expect(index.hasPrefix(#"{"manifests":[{"digest":"#))
        #expect(index.hasSuffix(#"],"mediaType":"application/vnd.oci.image.index.v1+json","schemaVersion":2}"#))
    }

    @Test func survivesMutation() {
        let seeds = [Self.manifest, Self.index].map { Array($0.utf8) }
        var refused = 0
        for bytes in Mutations(of: seeds, count: 3_000, seed: 5) {
            do {
                let document = try ManifestDocument(parsing: bytes)
                #expect(
                    document.mediaType.rawValue.utf8.count <= bytes.count + MediaType.ociManifest.rawValue.utf8.count)
            } catch {
                refused += 1
                #expect(!error.message.isEmpty)
            }
        }
        #expect(refused > 500)
    }
}
