import DockerAPI
import Linux
import Testing

@testable import DockerServer

@Suite struct FilterMomentTests {
    private static let now = Timestamp(seconds: 1_700_000_000, nanoseconds: 5)

    private func moment(_ text: String) throws -> Timestamp? {
        try Filters(["until": [text]]).moment("until", now: Self.now)
    }

    @Test(arguments: [
        ("24h", 1_699_913_600, 5), ("1600000000", 1_600_000_000, 0), ("1600000000.25", 1_600_000_000, 250_000_000),
        ("2023-11-14T22:13:20Z", 1_700_000_000, 0), ("2023-11-15T00:13:20+02:00", 1_700_000_000, 0),
    ])
    func reads(text: String, seconds: Int64, nanoseconds: Int32) throws {
        #expect(try moment(text) == Timestamp(seconds: seconds, nanoseconds: nanoseconds))
    }

    /// Without an offset, of which the widest there are lie within a day.
    @Test(arguments: ["2023-11-14T22:13:20", "2023-11-14T22:13", "2023-11-14T22", "2023-11-14"])
    func theEndMayBeLeftOff(text: String) throws {
        let seconds = try #require(try moment(text)).seconds
        #expect(abs(seconds - 1_700_000_000) < 2 * 86_400)
    }

    @Test(arguments: ["", "soon", "-24h", "24d", "2023-13-01", "1.2.3"])
    func refuses(text: String) {
        #expect(throws: ServerError.self) { try moment(text) }
    }

    @Test func thereIsOneAtMost() throws {
        #expect(try Filters().moment("until") == nil)
        #expect(throws: ServerError.self) { try Filters(["until": ["1h", "2h"]]).moment("until") }
    }
}
