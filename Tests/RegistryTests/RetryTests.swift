import FoundationEssentials
import NIOCore
import NIOHTTP1
import Testing

@testable import Registry

@Suite struct RetryTests {
    private let failure = RegistryError(.unavailable, "down")

    @Test func waitsDoubleUpToACeiling() {
        let policy = RetryPolicy(attempts: 10, base: .seconds(1), ceiling: .seconds(5))
        let waits = (1...9).map { policy.delay(after: failure, attempt: $0, random: 1) }
        #expect(waits.prefix(4) == [.seconds(1), .seconds(2), .seconds(4), .seconds(5)])
        #expect(waits.last == .seconds(5))
        #expect(policy.delay(after: failure, attempt: 10, random: 1) == nil)
        #expect(policy.delay(after: failure, attempt: 2, random: 0.25) == .milliseconds(500))
    }

    @Test func theRegistrysOwnWaitGoesFirst() {
        let policy = RetryPolicy(base: .seconds(1), longestRetryAfter: .seconds(60))
        let asked = RegistryError(.tooManyRequests, "slow down", retryAfter: .seconds(30))
        #expect(policy.delay(after: asked, attempt: 1, random: 0) == .seconds(30))
        let tooLong = RegistryError(.tooManyRequests, "slow down", retryAfter: .seconds(61))
        #expect(policy.delay(after: tooLong, attempt: 1, random: 0) == nil)
    }

    @Test func onlyWhatMayPassIsTriedAgain() async {
        for code in [RegistryError.Code.unauthorized, .denied, .notFound, .digestMismatch, .malformed, .tls, .rejected]
        {
            #expect(RegistryError(code, "").isTransient == false)
        }
        for code in [RegistryError.Code.unavailable, .stalled, .interrupted, .tooManyRequests] {
            #expect(RegistryError(code, "").isTransient)
        }
    }

    @Test(arguments: [
        ("0", 0), ("120", 120), ("-1", nil), ("", nil), ("soon", nil), ("Sun, 06 Nov 1994 08:49:37 GMT", 0),
        ("Thu, 01 Jan 2026 00:00:30 GMT", 30), ("Sun, 01 Mar 2026 00:00:00 GMT", 59 * 86400),
        ("Thu, 01 Jan 2026 00:00:30 UTC", nil), ("Thu, 41 Jan 2026 00:00:30 GMT", nil),
        ("Thu, 01 Jan 2026 00:00 GMT", nil),
    ])
    func retryAfterIsRead(_ value: String, _ seconds: Int?) {
        // 2026-01-01T00:00:00Z.
        let now = Date(timeIntervalSince1970: 1_767_225_600)
        #expect(RetryAfter.parse(value, now: now) == seconds.map { .seconds($0) })
    }

    @Test func aRefusalIsReadWhateverItsBody() {
        func summary(_ body: String) -> String {
            Refusal(status: .badGateway, headers: [:], body: ByteBuffer(string: body), host: "h").summary
        }
        #expect(summary(#"{"errors":[{"code":"NAME_UNKNOWN","message":"no name"}]}"#) == "name unknown: no name")
        #expect(summary(#"{"errors":[{"code":"DENIED"}]}"#) == "denied")
        #expect(summary(#"{"details":"incorrect username or password"}"#) == "incorrect username or password")
        #expect(summary("<html>") == "502 Bad Gateway")
        #expect(summary(#"{"errors":[{"code":"A","message":"two\nlines\u001b[1m"}]}"#) == "a: two lines [1m")
        #expect(summary(#"{"message":"\#(String(repeating: "x", count: 9999))"}"#).count == 512)
    }
}
