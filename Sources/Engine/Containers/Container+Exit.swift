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

    /// Frees what others may want of the run, says that it ended, and clears the rest. Until it is said the container
    /// counts as running; the next transition waits for all of it.
    func finish(with status: ExitStatus) async {
        let launcher = services.launcher
        let record = self.record
        try? await services.work.run(while: "free the network of \(record.name)") { launcher.freeNetwork(of: record) }
        endExecs()
        let restarts = enter(status)
        if !restarts, self.record.configuration.autoRemove { removeItself() }
        if status.outOfMemory { publish("oom") }
        publish("die", ["exitCode": String(status.code)])
        waiters.resume(with: status, removed: false)
        await keepEnd()
        run = nil
        finishing = false
        if restarts { scheduleRestart() }
    }

    /// - Returns: whether it is to be started again.
    private func enter(_ status: ExitStatus) -> Bool {
        record.state.endpoint = nil
        record.state.pid = nil
        record.state.exitCode = status.code
        record.state.finishedAt = status.exitedAt
        record.state.outOfMemory = status.outOfMemory
        let restarts = shallRestart(after: status)
        record.state.phase = restarts ? .restarting : .exited
        return restarts
    }

    /// Nobody waits for this: the disk may have all of a long log to write before it takes anything else. An engine
    /// that ends before it is done finds the status where the shim wrote it. One that removes itself is not noted:
    /// found running after a crash, it is seen to have ended and removed.
    private func keepEnd() async {
        let launcher = services.launcher
        let record = self.record
        try? await services.work.run(while: "clear container \(record.name)") {
            launcher.removeRunDirectory(of: record)
        }
        if !record.configuration.autoRemove { await trySaving() }
    }
}
