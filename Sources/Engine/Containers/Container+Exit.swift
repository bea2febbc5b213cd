import JSON
import Linux
import NIOCore
import ShimProtocol

extension Container {
    /// Follows the present run to its end.
    func watch(_ exit: PendingReply, shim: ShimProcess?) {
        run = Task { await self.follow(exit, shim: shim) }
    }

    private func follow(_ exit: PendingReply, shim: ShimProcess?) async {
        let told = try? await exit.reply()
        finishing = true
        reap(shim)
        if case .exited(let status) = told { return await finish(with: status) }
        await reaping?.value
        await finish(with: await exitWithoutReply())
    }

    /// Takes the shim's status from the kernel, once it has unmounted the root. Those who wait for the container's end
    /// need not wait for that; the next start does.
    private func reap(_ shim: ShimProcess?) {
        guard let shim else { return }
        let work = services.work
        reaping = Task { try? await work.run(while: "end the shim") { shim.reap(limit: 5000) } }
    }

    /// The shim ended without a word: it had written the status, or was killed and left its container behind. What it
    /// had not removed is removed.
    func exitWithoutReply() async -> ExitStatus {
        let launcher = services.launcher
        let id = self.id
        let path = services.store.directory(of: id).exit
        let status = try? await services.work.run(while: "read the exit status of \(id)") { () -> ExitStatus? in
            launcher.endOrphan(id)
            return try AtomicFile.read(path).map { try ExitStatus(json: $0) }
        }
        return (status ?? nil) ?? ExitStatus(code: 137, exitedAt: Timestamp.now().description)
    }

    /// Frees what the run held, then says that it ended. Until then the container counts as running.
    func finish(with status: ExitStatus) async {
        let launcher = services.launcher
        let record = self.record
        try? await services.work.run(while: "clear container \(record.name)") { launcher.clear(record) }
        endExecs()
        run = nil
        self.record.state.endpoint = nil
        finishing = false
        self.record.state.pid = nil
        self.record.state.exitCode = status.code
        self.record.state.finishedAt = status.exitedAt
        self.record.state.outOfMemory = status.outOfMemory
        let restarts = shallRestart(after: status)
        self.record.state.phase = restarts ? .restarting : .exited
        // One that removes itself is not noted: found running after a crash, it is seen to have ended and removed.
        if !self.record.configuration.autoRemove { try? await save() }
        if status.outOfMemory { publish("oom") }
        publish("die", ["exitCode": String(status.code)])
        waiters.resume(with: status, removed: false)
        if restarts {
            scheduleRestart()
        } else if self.record.configuration.autoRemove {
            removeItself()
        }
    }
}
