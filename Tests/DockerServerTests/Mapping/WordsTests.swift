import DockerAPI
import Engine
import Linux
import Testing

@testable import DockerServer

@Suite struct WordsTests {
    @Test(arguments: [
        (0, "Less than a second"), (1, "1 second"), (59, "59 seconds"), (60, "About a minute"), (120, "2 minutes"),
        (3599, "59 minutes"), (3600, "About an hour"), (7200, "2 hours"), (86_400, "24 hours"), (172_800, "2 days"),
        (1_209_600, "2 weeks"), (5_184_000, "2 months"), (63_072_000, "2 years"), (-5, "Less than a second"),
    ])
    func durations(_ seconds: Int, _ words: String) {
        #expect(Duration.seconds(seconds).words == words)
    }

    @Test(
        arguments: [
            ("10m", 10 << 20), ("1.5g", 3 << 29), ("4096", 4096), ("64KiB", 64 << 10), ("7b", 7), ("2 mb", 2 << 20),
        ] as [(String, Int64)])
    func sizes(_ text: String, _ bytes: Int64) {
        #expect(ByteSize.parse(text) == bytes)
    }

    @Test(arguments: ["", "m", "-1", "1x", "1mm", "1..5m", "99999999999p", "1bb", "1e5"])
    func noSizes(_ text: String) {
        #expect(ByteSize.parse(text) == nil)
    }

    @Test(
        arguments: [
            ("1700000000", 1_700_000_000_000_000_000), ("1700000000.000000005", 1_700_000_000_000_000_005),
            ("1700000000.5", 1_700_000_000_500_000_000), ("2023-11-14T22:13:20Z", 1_700_000_000_000_000_000),
        ] as [(String, Int64)])
    func times(_ text: String, _ nanoseconds: Int64) throws {
        #expect(try Query("since=\(text)").time("since") == nanoseconds)
    }

    @Test(arguments: ["yesterday", "1.2.3", "1.x", "99999999999999999999", "10m"])
    func noTimes(_ text: String) {
        #expect(throws: ServerError.self) { try Query("since=\(text)").time("since") }
    }

    @Test func stateSummaries() {
        let now = Timestamp(seconds: 1_700_000_000)
        var state = EngineContainerState()
        #expect(state.summary(now: now) == "Created")
        state.phase = .running
        state.startedAt = Timestamp(seconds: now.seconds - 300).description
        #expect(state.summary(now: now) == "Up 5 minutes")
        state.phase = .exited
        state.exitCode = 137
        state.finishedAt = Timestamp(seconds: now.seconds - 2).description
        #expect(state.summary(now: now) == "Exited (137) 2 seconds ago")
    }
}
