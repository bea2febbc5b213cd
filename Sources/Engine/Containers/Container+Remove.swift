import ShimProtocol

extension Container {
    /// Removes it with its writable layer and log.
    ///
    /// - Parameters:
    ///   - force: kills it first when it runs.
    ///   - volumes: removes its anonymous volumes too.
    package func remove(force: Bool, volumes: Bool) async throws(EngineError) {
        await takeTurn()
        defer { passTurn() }
        if record.state.phase == .removing { throw EngineError(.notFound, "No such container: \(id)") }
        if record.state.phase == .running {
            guard force else { throw running }
            await noteStop()
            try await send(9, all: false)
            await run?.value
        }
        cancelRestart()
        // Who is told of the end may ask for the removal of what removes itself before that does.
        let removesItself = record.configuration.autoRemove && record.state.phase == .exited
        try await note(volumes: volumes || removesItself)
        try await erase()
        services.forget(id)
        publish("destroy")
        waiters.resume(
            with: ExitStatus(
                code: record.state.exitCode, exitedAt: record.state.finishedAt ?? "",
                outOfMemory: record.state.outOfMemory),
            removed: true)
    }

    /// Notes the removal, so that a crash half-way does not end it; one that removes itself is known to be going.
    private func note(volumes: Bool) async throws(EngineError) {
        let phase = record.state.phase
        record.state.removesVolumes = volumes
        record.state.phase = .removing
        if phase == .exited, record.configuration.autoRemove { return }
        do { try await save(lending: services.reserve) } catch {
            record.state.phase = phase
            throw error
        }
    }

    /// Begins the removal that `--rm` asked for, which waits for the present transition.
    func removeItself() {
        removal = Task { try? await self.remove(force: false, volumes: true) }
    }

    private var running: EngineError {
        EngineError(
            .conflict,
            "cannot remove container \"/\(record.name)\": container is running: stop the container before removing or force remove"
        )
    }

    private func erase() async throws(EngineError) {
        let services = self.services
        let record = self.record
        let listener = self.listener
        self.listener = nil
        do {
            try await services.work.run(while: "remove container \(record.name)") {
                withExtendedLifetime(listener) {}
                try services.reserve.lend {
                    try DirectoryTree.remove(services.shims.runDirectory(of: record.id))
                    try services.launcher.removeSnapshot(of: record.id)
                    if record.state.removesVolumes { try services.volumes.removeAnonymous(of: record) }
                    try services.store.remove(record.id)
                }
            }
        } catch {
            self.record.state.phase = .dead
            self.record.state.error = error.message
            await trySaving(lending: services.reserve)
            throw error
        }
    }
}
