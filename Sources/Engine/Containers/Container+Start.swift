import Linux
import Networking
import ShimProtocol

extension Container {
    /// - Throws: `notModified` when it runs, `conflict` when it is being removed, or why it cannot be started.
    ///   One that removes itself and cannot be started is gone when this throws.
    package func start() async throws(EngineError) {
        do throws(EngineError) { try await startInTurn() } catch {
            await removal?.value
            throw error
        }
    }

    private func startInTurn() async throws(EngineError) {
        await takeTurn()
        defer { passTurn() }
        if record.state.phase == .running {
            throw EngineError(.notModified, "container \(record.name) is already running")
        }
        try checkStartable()
        cancelRestart()
        consecutiveRestarts = 0
        record.state.restartCount = 0
        try await launch()
    }

    func checkStartable() throws(EngineError) {
        let removesItself = record.configuration.autoRemove && record.state.phase == .exited
        if removesItself || record.state.phase == .removing || record.state.phase == .dead {
            throw EngineError(.conflict, "container is marked for removal and cannot be started")
        }
    }

    /// Waits for a run that is ending already, so that what it leaves is cleared before the next.
    func ended() async {
        if finishing { await run?.value }
    }

    /// Waits for a start that is under way: its program may have spoken already, and who hears it counts it as running.
    func started() async {
        guard startWaiters != nil else { return }
        await withCheckedContinuation { startWaiters?.append($0) }
    }

    /// Starts the shim and, through it, the first process. The caller has the turn.
    func launch() async throws(EngineError) {
        startWaiters = []
        defer {
            startWaiters?.forEach { $0.resume() }
            startWaiters = nil
        }
        record.state.stoppedByUser = false
        record.state.error = ""
        do {
            try await startShim()
        } catch {
            await abandonStart(error)
            throw error
        }
        publish("start")
    }

    private func startShim() async throws(EngineError) {
        await reaping?.value
        let launched = try await launchShim()
        record.state.endpoint = launched.endpoint
        let exit = try await services.client.send(.wait(exec: nil), to: id)
        do throws(EngineError) {
            guard case .started(let pid, let startedAt) = try await services.client.reply(to: .start, of: id) else {
                throw EngineError(.internal, "the shim of container \(record.name) gave an unknown answer")
            }
            begin(pid: pid, startedAt: startedAt)
        } catch {
            exit.abandon()
            let shim = launched.shim
            try? await services.work.run(while: "end the shim") { shim.reap(limit: 5000) }
            throw error
        }
        watch(exit, shim: launched.shim)
        try await save()
    }

    /// Gives the listener away: a shim that is killed before it took its clients takes it along, and they are told.
    private func launchShim() async throws(EngineError) -> ContainerLauncher.Launched {
        let listener = try await openListener()
        self.listener = nil
        let launcher = services.launcher
        let shared = try await sharedNetwork()
        if let shared { self.record.configuration.hostname = shared.hostname }
        let record = self.record
        return try await services.work.run(while: "start container \(record.name)") {
            try launcher.launch(record, listener: listener, sharing: shared)
        }
    }

    /// The socket that attached clients queue on already, or a new one.
    func openListener() async throws(EngineError) -> ShimListener {
        if let listener { return try await listener.valueOrError() }
        let shims = services.shims
        let work = services.work
        let id = self.id
        let opening = Task { () -> Result<ShimListener, EngineError> in
            await Result.of { () async throws(EngineError) in
                try await work.run(while: "make the socket of container \(id)") {
                    try DirectoryTree.remove(shims.runDirectory(of: id))
                    try DirectoryTree.make(shims.runDirectory(of: id))
                    return try ShimListener(path: shims.socketPath(of: id))
                }
            }
        }
        listener = opening
        return try await opening.valueOrError()
    }

    /// The network of the container that this one shares it with, which has to run.
    private func sharedNetwork() async throws(EngineError) -> SharedNetwork? {
        guard case .container(let reference) = record.configuration.network else { return nil }
        let other = try networkContainer(reference)
        guard other.id != id else {
            throw EngineError(.invalidArgument, "container \(record.name) cannot share its own network")
        }
        let found = await other.record
        guard let pid = found.state.pid else {
            throw EngineError(.conflict, "cannot join network of a non running container: \(reference)")
        }
        return SharedNetwork(
            namespacePath: "/proc/\(pid)/ns/net", hostname: found.hostname,
            directory: services.store.directory(of: other.id))
    }

    /// - Throws: `conflict` when it is missing: `notFound` would say so of the container that is to be started.
    private func networkContainer(_ reference: String) throws(EngineError) -> Container {
        do {
            return try services.find(reference)
        } catch {
            throw EngineError(.conflict, "joining network namespace of container: \(error.message)", cause: error)
        }
    }

    private func begin(pid: Int32, startedAt: String) {
        record.state.phase = .running
        record.state.pid = pid
        record.state.startedAt = startedAt
        record.state.finishedAt = nil
        record.state.exitCode = 0
        record.state.outOfMemory = false
    }

    /// Clears what a failed start made, and keeps the reason as Docker does: exit code 127, 126 or 128.
    private func abandonStart(_ error: EngineError) async {
        let launcher = services.launcher
        let record = self.record
        try? await services.work.run(while: "clear the failed start") {
            // A shim that was killed leaves what it had made of the container.
            launcher.endOrphan(record.id)
            launcher.clear(record)
        }
        self.record.state.endpoint = nil
        self.record.state.phase = record.state.phase == .created ? .created : .exited
        self.record.state.error = error.message
        self.record.state.exitCode = error.startExitCode
        self.record.state.pid = nil
        try? await save()
        waiters.resume(
            with: ExitStatus(code: error.startExitCode, exitedAt: Timestamp.now().description), removed: false)
        if record.configuration.autoRemove { removeItself() }
    }
}

extension EngineError {
    /// What Docker shows as the exit code of a container whose start failed.
    var startExitCode: Int32 {
        switch code {
        case .commandNotFound: 127
        case .commandNotExecutable: 126
        default: 128
        }
    }
}
