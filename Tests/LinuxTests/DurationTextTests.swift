import Linux
import Testing

@Suite struct DurationTextTests {
    @Test(arguments: [
        ("0s", 0), ("1h30m", 5_400_000_000_000), ("1.5s", 1_500_000_000), ("300ms", 300_000_000), ("2us", 2000),
        ("2µs", 2000), ("7ns", 7), ("24h", 86_400_000_000_000),
    ])
    func reads(text: String, nanoseconds: Int64) {
        #expect(DurationText.nanoseconds(text) == nanoseconds)
    }

    @Test(arguments: ["", "1", "h", "-1s", "1d", "1.5.5s", "1s2", "9999999999h", "1 s", "½s"])
    func refuses(text: String) {
        #expect(DurationText.nanoseconds(text) == nil)
    }

    @Test func isTakenOffATime() {
        let time = Timestamp(seconds: 10, nanoseconds: 5)
        #expect(time.earlier(byNanoseconds: 1_000_000_005) == Timestamp(seconds: 9))
        #expect(time.earlier(byNanoseconds: 6) == Timestamp(seconds: 9, nanoseconds: 999_999_999))
        #expect(time.earlier(byNanoseconds: 11_000_000_000) == Timestamp(seconds: -1, nanoseconds: 5))
    }
}
