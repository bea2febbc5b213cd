import Linux
import ShimProtocol

extension Shim {
    /// Takes the exits of children: the container's first process, execs, and orphans that no one asks for.
    func childrenHaveEnded() {
        var firstProcess: ChildReaper.Exit?
        while let exit = ChildReaper.next() {
            if case .running(let process) = phase, process.pid == exit.pid {
                firstProcess = exit
            } else if let exec = execs.first(where: { $0.value.pid == exit.pid }) {
                execHasEnded(exec.key, exec.value, code: exit.code)
            }
        }
        if let firstProcess { containerHasEnded(code: firstProcess.code) }
    }

    private func execHasEnded(_ id: String, _ process: SupervisedProcess, code: Int32) {
        let status = ExitStatus(code: code, exitedAt: Timestamp.now().description)
        execs[id] = nil
        process.streams.finish(outlived: true)
        waiters.remember(status, ofExec: id)
        for connection in waiters.takeAll(forExec: id) { connection.reply(.exited(status)) }
    }

    private func containerHasEnded(code: Int32) {
        let exitedAt = Timestamp.now().description
        streams.finish(outlived: false)
        let status = ExitStatus(code: code, exitedAt: exitedAt, outOfMemory: memory?.hasKilled ?? false)
        phase = .exited(status)
        report { try ExitFile(path: configuration.exitFile).write(status) }
        report { try container.processes.get().delete() }
        endExecs()
        for descriptor in configuration.held { _ = OwnedDescriptor(owning: descriptor) }
        for connection in waiters.takeAllForContainer() { connection.reply(.exited(status)) }
        closeDoor()
    }

    /// Takes the exits of the execs that the container's end has ended.
    private func endExecs() {
        childrenHaveEnded()
        for process in execs.values { process.streams.finish(outlived: false) }
        execs = [:]
        for connection in waiters.takeAllForExecs() { connection.reply(.failed(.notRunning)) }
    }

    /// What fails after the container's end is said and does not keep its exit status from those who wait for it.
    private func report(_ body: () throws -> Void) {
        do { try body() } catch { Diagnostics.report("\(error)") }
    }
}
