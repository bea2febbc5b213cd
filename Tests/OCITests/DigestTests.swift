import OCI
import Testing

@Suite struct DigestTests {
    static let text = "sha256:" + String(repeating: "0a", count: 31) + "ff"

    @Test func reads() throws {
        let digest = try Digest(parsing: Self.text)
        #expect(digest.algorithm == .sha256)
        #expect(digest.description == Self.text)
        #expect(digest.short == "0a0a0a0a0a0a")
        #expect(try Digest(.sha256, hash: digest.bytes) == digest)
        #expect(digest.bytes.last == 0xFF)
    }

    @Test(arguments: [
        "", "sha256", "sha256:", ":", "sha256:12", "md5:" + String(repeating: "0", count: 32),
        "SHA256:" + String(repeating: "0", count: 64), "sha256:" + String(repeating: "A", count: 64),
        "sha256:" + String(repeating: "0", count: 63) + "/", "sha256:../" + String(repeating: "0", count: 61),
        "sha512:" + String(repeating: "0", count: 64),
    ]) func refuses(text: String) {
        let error = #expect(throws: OCIError.self) { try Digest(parsing: text) }
        #expect(error?.code == .invalidDigest)
    }

    @Test func thatOfNothingIsWellFormed() throws {
        #expect(try Digest(parsing: Digest.ofNothing.description) == .ofNothing)
    }

    @Test func refusesHashesOfAnotherLength() {
        #expect(throws: OCIError.self) { try Digest(.sha512, hash: [UInt8](repeating: 1, count: 32)) }
    }
}
