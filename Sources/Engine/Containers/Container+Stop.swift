import ShimProtocol

extension Container {
    /// Sends the stop signal, and SIGKILL when the container is still there after `timeout` seconds.
    ///
    /// - Parameters:
    ///   - signal: a name or number; `nil` is the container's own, or else SIGTERM.
    ///   - timeout: `nil` is the container's own or the engine's default; negative waits for ever.
    package func stop(signal: String?, timeout: Int?) async throws(EngineError) {
        let signal = try Signal.number(of: signal ?? record.configuration.stopSignal ?? "TERM")
        await takeTurn()
        defer { passTurn() }
        try await stopRun(signal: signal, timeout: timeout)
    }

    /// Stops it when it runs, then starts it again.
    package func restart(signal: String?, timeout: Int?) async throws(EngineError) {
        let signal = try Signal.number(of: signal ?? record.configuration.stopSignal ?? "TERM")
        await takeTurn()
        defer { passTurn() }
        do {
            try await stopRun(signal: signal, timeout: timeout)
        } catch  where error.code == .notModified {
            // It was not running: starting it is all there is to do.
            try checkStartable()
        }
        try await launch()
        publish("restart")
    }

    /// In seconds, some 68 years: what is longer is for ever, as what is negative. Clocks count less than this again.
    private static let longestPatience = 1 << 31

    /// The caller has the turn.
    private func stopRun(signal: Int32, timeout: Int?) async throws(EngineError) {
        if record.state.phase == .restarting { return try await stayDown() }
        guard record.state.phase == .running else {
            throw EngineError(.notModified, "container \(record.name) is not running")
        }
        await noteStop()
        let exit = waiters.add(.nextExit)
        try await send(signal, all: false)
        let seconds = timeout ?? record.configuration.stopTimeout ?? services.configuration.stopTimeout
        let limit = (0...Self.longestPatience).contains(seconds) ? Duration.seconds(seconds) : nil
        if await !exit.comes(within: limit), record.state.phase == .running {
            try await send(9, all: false)
        }
        await run?.value
        publish("stop")
    }

    /// Notes that the user ends it before it can have ended, so that no engine starts it again that finds it so.
    func noteStop() async {
        record.state.stoppedByUser = true
        if record.configuration.restart.kind != .no { await trySaving() }
    }

    private func stayDown() async throws(EngineError) {
        cancelRestart()
        record.state.stoppedByUser = true
        record.state.phase = .exited
        try await save()
    }

    package func kill(signal: Int32) async throws(EngineError) {
        await started()
        guard record.state.phase == .running else {
            throw EngineError(.conflict, "cannot kill container: \(record.name): container \(id) is not running")
        }
        if signal == 9 || signal == (try? Signal.number(of: record.configuration.stopSignal ?? "TERM")) {
            await noteStop()
        }
        try await send(signal, all: false)
        publish("kill", ["signal": String(signal)])
    }

    /// Signals the first process; one that has just ended is no error.
    func send(_ signal: Int32, all: Bool) async throws(EngineError) {
        do {
            _ = try await services.client.reply(to: .kill(exec: nil, signal: signal, all: all), of: id)
        } catch  where error.code == .unavailable || error.code == .conflict {
            // Its end is on the way to us.
        }
    }

    /// Sets the terminal's size; there is nothing to do for a container without one.
    package func resize(columns: UInt16, rows: UInt16) async throws(EngineError) {
        await started()
        guard record.state.phase == .running else {
            throw EngineError(.conflict, "container \(id) is not running")
        }
        _ = try await services.client.reply(to: .resize(exec: nil, columns: columns, rows: rows), of: id)
        publish("resize", ["height": String(rows), "width": String(columns)])
    }

    /// The end that `condition` means, which may have come already.
    package func wait(for condition: WaitCondition) -> PendingExit {
        let state = record.state
        let hasEnded = state.phase == .exited || state.phase == .dead
        if condition == .notRunning, hasEnded || (state.phase == .created && state.exitCode != 0) {
            return .already(
                ExitStatus(code: state.exitCode, exitedAt: state.finishedAt ?? "", outOfMemory: state.outOfMemory))
        }
        if condition == .notRunning, state.phase == .created {
            return .already(ExitStatus(code: 0, exitedAt: ""))
        }
        return waiters.add(condition)
    }
}
