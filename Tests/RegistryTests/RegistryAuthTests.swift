import TestSupport
import Testing

@testable import Registry

@Suite struct RegistryAuthTests {
    @Test func comesBackAsItWas() throws {
        let credentials = Credentials(username: "ünï", password: "p?a>s:s~w/o+rd", serverAddress: "ghcr.io")
        let header = credentials.registryAuth
        #expect(header.utf8.allSatisfy { !"+/".utf8.contains($0) })
        #expect(try Credentials(registryAuth: header) == credentials)
        let token = Credentials(identityToken: "i", registryToken: "r")
        #expect(try Credentials(registryAuth: token.registryAuth) == token)
    }

    @Test(arguments: ["", "e30=", "e30", "eyJ1c2VybmFtZSI6IiIsImVtYWlsIjoieEB5In0"])
    func nothingIsNoCredentials(_ header: String) throws {
        #expect(try Credentials(registryAuth: header).isAnonymous)
    }

    @Test func readsTheOldForm() throws {
        // {"auth":"YTpiOmM="}: "a:b:c" in base64.
        let credentials = try Credentials(registryAuth: "eyJhdXRoIjoiWVRwaU9tTT0ifQ==")
        #expect(credentials == Credentials(username: "a", password: "b:c"))
    }

    @Test(arguments: ["!", "bm8ganNvbg==", "W10=", "eyJ1c2VybmFtZSI6MX0=", "eyJhdXRoIjoiISEifQ=="])
    func malformedOnesAreRefused(_ header: String) {
        #expect(throws: RegistryError.self) { try Credentials(registryAuth: header) }
    }

    @Test func aTokenThatWouldBreakAHeaderIsRefused() {
        let header = Credentials(registryToken: "a\r\nX-Injected: b").registryAuth
        #expect(throws: RegistryError.self) { try Credentials(registryAuth: header) }
    }

    @Test func survivesMutations() {
        let seed = Array(Credentials(username: "alice", password: "wonderland").registryAuth.utf8)
        var random = SplitMix(seed: 11)
        var readable = 0
        for _ in 0..<5000 {
            let header = String(decoding: random.mutate(seed), as: UTF8.self)
            if (try? Credentials(registryAuth: header)) != nil { readable += 1 }
        }
        #expect(readable < 5000)
    }

    @Test func secretsStayOutOfDescriptions() {
        let credentials = Credentials(username: "alice", password: "wonderland", identityToken: "token")
        let texts = ["\(credentials)", String(reflecting: credentials), "\([credentials])"]
        #expect(texts.allSatisfy { !$0.contains("wonderland") && !$0.contains("token") })
        var dumped = ""
        dump(credentials, to: &dumped)
        #expect(!dumped.contains("wonderland"))
    }
}
