import FoundationEssentials
import Linux
import Logging
import ShimProtocol

extension Container {
    /// Takes up a container of an engine that ended: one that runs is followed again, one that ended meanwhile is
    /// recorded.
    func recover() async {
        await takeTurn()
        defer { passTurn() }
        switch record.state.phase {
        case .running: await rejoin()
        case .removing, .dead: await finishRemoval()
        case .restarting:
            await clearHalfStarted()
            scheduleRestart()
        case .created, .exited:
            await clearHalfStarted()
        }
        if record.state.phase == .exited { await afterAbsence() }
    }

    /// An engine that ended between starting the shim and noting it left a shim that waits to be told to start, or a
    /// container that runs, and a record that says otherwise. No client was told of that start, and no record has its
    /// address and ports: it is undone.
    private func clearHalfStarted() async {
        await endUnnotedShim()
        if record.configuration.autoRemove, record.state.phase == .exited { return }
        let launcher = services.launcher
        let record = self.record
        try? await services.work.run(while: "clear container \(record.name)") {
            launcher.endOrphan(record.id)
            launcher.clear(record)
        }
    }

    /// A shim serves its clients in the order of their coming: a start that was asked for is over by then.
    private func endUnnotedShim() async {
        guard let end = try? await services.client.send(.wait(exec: nil), to: id) else { return }
        _ = try? await services.client.reply(to: .kill(exec: nil, signal: 9, all: false), of: id)
        _ = try? await end.reply()
    }

    private func rejoin() async {
        guard let exit = try? await services.client.send(.wait(exec: nil), to: id) else {
            return await finish(with: await exitWithoutReply())
        }
        watch(exit, shim: nil)
    }

    private func finishRemoval() async {
        let services = self.services
        let record = self.record
        let erased: Void? = try? await services.work.run(while: "remove container \(record.name)") {
            services.launcher.endOrphan(record.id)
            services.launcher.clear(record)
            try services.reserve.lend {
                try services.launcher.removeSnapshot(of: record.id)
                if record.state.removesVolumes { try services.volumes.removeAnonymous(of: record) }
                try services.store.remove(record.id)
            }
        }
        if erased != nil { services.forget(id) }
    }

    /// Does what the engine would have done at the end of a run that ended while there was none.
    private func afterAbsence() async {
        if record.configuration.autoRemove, pendingRestart == nil {
            removeItself()
        } else if startsWithEngine {
            record.state.phase = .restarting
            scheduleRestart()
        }
    }

    /// After the machine was started anew: Docker's rule for `always` and `unless-stopped`.
    private var startsWithEngine: Bool {
        switch record.configuration.restart.kind {
        case .always: true
        case .unlessStopped: !record.state.stoppedByUser
        case .no, .onFailure: false
        }
    }
}
