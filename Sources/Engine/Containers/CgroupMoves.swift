import Cgroups
import Logging
import Synchronization

/// Gives the moves of processes that are about to start a head start, beside what else a start has to do.
final class CgroupMoves: Sendable {
    private struct State {
        var isUnderWay = false
        var last: ContinuousClock.Instant?
    }
    private let state = Mutex(State())
    private let work: BlockingWork
    private let logger: Logger
    /// What the kernel keeps a head start for, at the least.
    private static let lasting = Duration.milliseconds(4)

    init(work: BlockingWork, logger: Logger) {
        self.work = work
        self.logger = logger
    }

    /// Returns at once.
    func expect() {
        let isNeeded = state.withLock { state in
            let isRecent = state.last.map { $0.duration(to: .now) < Self.lasting } ?? false
            guard !state.isUnderWay, !isRecent else { return false }
            state.isUnderWay = true
            return true
        }
        if isNeeded { Task { await take() } }
    }

    /// One that fails costs nothing but the time that it would have saved.
    private func take() async {
        do {
            try await work.run(while: "prepare for moving processes") { try MoveHeadStart.take() }
        } catch {
            logger.debug("\(error)")
        }
        state.withLock { $0 = State(last: .now) }
    }
}
