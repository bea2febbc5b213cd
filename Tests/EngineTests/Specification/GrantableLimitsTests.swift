import Linux
import Logging
import OCI
import Testing

@testable import Engine

/// What an engine with few rights makes of what is asked for.
struct GrantableLimitsTests {
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func asking(score: Int, hard: UInt64, soft: UInt64) -> RuntimeSpec.Process {
        var process = RuntimeSpec.Process(args: ["true"])
        process.oomScoreAdj = score
        process.rlimits = [RuntimeSpec.ResourceLimit(type: "RLIMIT_NOFILE", hard: hard, soft: soft)]
        return process
    }

    @Test func whatCannotBeGivenIsCutDown() throws {
        let own = try ResourceLimit.hard(try #require(ResourceLimit.numbers["RLIMIT_NOFILE"]))
        try #require(own < .max)
        let limits = GrantableLimits(isUnlimited: false, leastScore: -10, logger: logger)
        let given = limits.clamped(asking(score: -500, hard: .max, soft: .max))
        #expect(given.oomScoreAdj == -10)
        #expect(given.rlimits == [RuntimeSpec.ResourceLimit(type: "RLIMIT_NOFILE", hard: own, soft: own)])
    }

    @Test func whatCanBeGivenIsLeft() {
        let limits = GrantableLimits(isUnlimited: false, leastScore: -10, logger: logger)
        let modest = asking(score: 5, hard: 8, soft: 4)
        #expect(limits.clamped(modest) == modest)
        let all = GrantableLimits(isUnlimited: true, leastScore: 0, logger: logger)
        let bold = asking(score: -500, hard: .max, soft: .max)
        #expect(all.clamped(bold) == bold)
    }
}
