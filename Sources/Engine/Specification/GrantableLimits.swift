import Linux
import Logging
import OCI
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// What an engine without CAP_SYS_RESOURCE can give a process: no hard limit above its own, and no protection from the
/// out-of-memory killer beyond its own. What is asked for beyond that is cut down to it, and the log says so once.
final class GrantableLimits: Sendable {
    private let isUnlimited: Bool
    private let leastScore: Int
    private let logger: Logger
    private let hasTold = Atomic(false)

    /// Of the calling process.
    convenience init(logger: Logger) {
        let permitted = (try? ThreadCapabilities.permitted()) ?? []
        let score = (try? SmallFile.read("/proc/self/oom_score_adj")).flatMap { Int($0.filter { !$0.isWhitespace }) }
        self.init(isUnlimited: permitted.contains(.systemResources), leastScore: score ?? 0, logger: logger)
    }

    init(isUnlimited: Bool, leastScore: Int, logger: Logger) {
        self.isUnlimited = isUnlimited
        self.leastScore = leastScore
        self.logger = logger
    }

    /// `process` with what it asks for cut down to what can be given.
    func clamped(_ process: RuntimeSpec.Process) -> RuntimeSpec.Process {
        guard !isUnlimited else { return process }
        var process = process
        if let score = process.oomScoreAdj, score < leastScore {
            process.oomScoreAdj = leastScore
            tell("an oom score of \(score)", "\(leastScore)")
        }
        process.rlimits = process.rlimits?.map(clamped)
        return process
    }

    private func clamped(_ limit: RuntimeSpec.ResourceLimit) -> RuntimeSpec.ResourceLimit {
        guard let number = ResourceLimit.numbers[limit.type], let own = try? ResourceLimit.hard(number),
            limit.hard > own
        else { return limit }
        tell("\(limit.type) of \(limit.hard)", "\(own)")
        return RuntimeSpec.ResourceLimit(type: limit.type, hard: own, soft: min(limit.soft, own))
    }

    private func tell(_ asked: String, _ given: String) {
        guard !hasTold.exchange(true, ordering: .relaxed) else { return }
        logger.warning(
            "the engine has no CAP_SYS_RESOURCE: \(asked) was asked for and \(given) given; more such is not told")
    }
}
