import TestSupport
import Testing

@testable import Registry

@Suite struct ChallengeTests {
    @Test func readsABearerChallenge() {
        let header =
            #"Bearer realm="https://auth.docker.io/token",service="registry.docker.io","#
            + #"scope="repository:a/b:pull,push""#
        #expect(
            Challenge.parse(header) == [
                Challenge(
                    scheme: "bearer",
                    parameters: [
                        "realm": "https://auth.docker.io/token", "service": "registry.docker.io",
                        "scope": "repository:a/b:pull,push",
                    ])
            ])
    }

    @Test func readsSeveralChallengesOfOneHeader() {
        let header = #"Negotiate, Digest realm="a, b", qop="auth,auth-int" , NTLM TlRMTVNTUAAB==, BASIC Realm = simple"#
        #expect(
            Challenge.parse(header) == [
                Challenge(scheme: "negotiate", parameters: [:]),
                Challenge(scheme: "digest", parameters: ["realm": "a, b", "qop": "auth,auth-int"]),
                Challenge(scheme: "ntlm", parameters: [:]),
                Challenge(scheme: "basic", parameters: ["realm": "simple"]),
            ])
    }

    @Test func readsEscapesAndEmptyListElements() {
        #expect(
            Challenge.parse(#", ,Basic realm="say \"hi\" \\", , charset="UTF-8""#) == [
                Challenge(scheme: "basic", parameters: ["realm": #"say "hi" \"#, "charset": "UTF-8"])
            ])
    }

    @Test(arguments: [
        ("", 0), ("   ", 0), ("=", 0), ("\"quoted\"", 0), ("Basic", 1), ("Basic realm=", 1), (#"Basic realm="open"#, 1),
        ("Basic realm", 1), ("Bearer a=b, c", 2),
    ])
    func leavesOutWhatIsMalformed(_ header: String, _ count: Int) {
        #expect(Challenge.parse(header).count == count)
    }

    @Test func isBoundedByLengthAndCount() {
        #expect(Challenge.parse(String(repeating: "a,", count: 100)).count == Challenge.countLimit)
        #expect(Challenge.parse("Basic realm=" + String(repeating: "a", count: Challenge.lengthLimit)).isEmpty)
    }

    /// Mutations of real headers: nothing crashes or hangs, and what is read has the header's own bytes only.
    @Test func survivesMutations() {
        let seeds = [
            #"Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull""#,
            #"Basic realm="a \"b\"", Bearer realm=x,error="insufficient_scope""#, "Negotiate abc==, Basic",
        ]
        var random = SplitMix(seed: 7)
        for seed in seeds {
            for _ in 0..<5000 {
                let header = String(decoding: random.mutate(Array(seed.utf8)), as: UTF8.self)
                for challenge in Challenge.parse(header) {
                    #expect(!challenge.scheme.isEmpty)
                    #expect(challenge.parameters.count <= 32)
                    #expect(challenge.parameters.values.allSatisfy { $0.utf8.count <= header.utf8.count })
                }
            }
        }
    }
}

extension SplitMix {
    /// Changes, removes, doubles and inserts up to four times, as headers are damaged.
    mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &self) where !bytes.isEmpty {
            let index = Int.random(in: 0..<bytes.count, using: &self)
            switch Int.random(in: 0..<4, using: &self) {
            case 0: bytes[index] = UInt8.random(in: 0...255, using: &self)
            case 1: bytes.remove(at: index)
            case 2: bytes.insert(contentsOf: bytes[index...].prefix(8), at: index)
            default: bytes.insert(Array(#"",=\ "#.utf8).randomElement(using: &self) ?? 0, at: index)
            }
        }
        return bytes
    }
}
