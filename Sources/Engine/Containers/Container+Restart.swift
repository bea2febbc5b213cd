import Linux
import Logging
import ShimProtocol

extension Container {
    /// How long the first automatic restart waits; each further one twice as long, up to a minute.
    private static let firstDelay = Duration.milliseconds(100)
    private static let longestDelay = Duration.seconds(60)
    /// A run at least this long starts the count of delays anew.
    private static let steadyRun: Int64 = 10

    func shallRestart(after status: ExitStatus) -> Bool {
        let state = record.state
        let policy = record.configuration.restart
        if state.stoppedByUser { return false }
        return switch policy.kind {
        case .no: false
        case .always, .unlessStopped: true
        case .onFailure:
            status.code != 0 && (policy.maximumRetries == 0 || state.restartCount < policy.maximumRetries)
        }
    }

    func scheduleRestart() {
        if ranSteadily { consecutiveRestarts = 0 }
        let delay = min(Self.firstDelay * (1 << min(consecutiveRestarts, 10)), Self.longestDelay)
        consecutiveRestarts += 1
        pendingRestart = Task {
            do { try await Task.sleep(for: delay) } catch { return }
            await self.restartNow()
        }
    }

    func cancelRestart() {
        pendingRestart?.cancel()
        pendingRestart = nil
    }

    private func restartNow() async {
        await takeTurn()
        defer { passTurn() }
        guard record.state.phase == .restarting, !Task.isCancelled else { return }
        pendingRestart = nil
        record.state.restartCount += 1
        do {
            try await launch()
        } catch {
            services.logger.warning("container \(record.name) was not restarted: \(error)")
        }
    }

    private var ranSteadily: Bool {
        guard let started = record.state.startedAt.flatMap(Timestamp.init),
            let finished = record.state.finishedAt.flatMap(Timestamp.init)
        else { return false }
        return finished.seconds - started.seconds >= Self.steadyRun
    }
}
