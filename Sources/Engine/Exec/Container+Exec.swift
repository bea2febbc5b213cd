import Linux
package import NIOCore
import OCI
import ShimProtocol

extension Container {
    package func createExec(_ configuration: ExecConfiguration) async throws(EngineError) -> String {
        await started()
        guard record.state.phase == .running else {
            throw EngineError(.conflict, "container \(id) is not running")
        }
        forgetOldExecs()
        let exec = Exec(id: Identifier.random(), configuration: configuration, number: execCount)
        execCount += 1
        execs[exec.id] = exec
        publish("exec_create: " + configuration.arguments.joined(separator: " "), ["execID": exec.id])
        return exec.id
    }

    /// Starts it.
    ///
    /// - Parameter loop: where its streams shall live; `nil` detaches: input is empty, output is dropped.
    /// - Returns: its streams; `nil` when detached.
    package func startExec(
        _ execID: String, on loop: (any EventLoop)?, columns: UInt16, rows: UInt16
    ) async throws(EngineError) -> ContainerStream? {
        guard let exec = execs[execID] else { throw noSuchExec(execID) }
        guard case .created = exec.phase else {
            throw EngineError(.conflict, "exec \(execID) has already run")
        }
        do throws(EngineError) {
            let process = try await process(of: exec.configuration, columns: columns, rows: rows)
            let opened = try await runExec(exec, process, on: loop)
            publish("exec_start: " + exec.configuration.arguments.joined(separator: " "), ["execID": execID])
            return opened.map { ContainerStream($0, terminal: exec.configuration.terminal) }
        } catch {
            execs[execID]?.phase = .ended(
                ExitStatus(code: error.execExitCode, exitedAt: Timestamp.now().description))
            throw error
        }
    }

    /// Its end is asked for before its beginning, so that it is not missed.
    private func runExec(
        _ exec: Exec, _ process: RuntimeSpec.Process, on loop: (any EventLoop)?
    ) async throws(EngineError) -> OpenedStream? {
        let attach = exec.configuration.attach
        let request = ExecRequest(
            id: exec.id, process: process,
            streams: loop == nil ? nil : AttachStreams(input: attach.input, output: attach.output, error: attach.error))
        let exit = try await services.client.send(.wait(exec: exec.id), to: id)
        do throws(EngineError) {
            let opened = try await beginExec(request, on: loop)
            follow(exec.id, exit)
            return opened
        } catch {
            exit.abandon()
            throw error
        }
    }

    private func beginExec(
        _ request: ExecRequest, on loop: (any EventLoop)?
    ) async throws(EngineError) -> OpenedStream? {
        let reply: ShimReply?
        var opened: OpenedStream?
        if let loop {
            opened = try await services.client.stream(.exec(request), of: id, on: loop, confirmed: true)
            reply = opened?.reply
        } else {
            reply = try await services.client.reply(to: .exec(request), of: id)
        }
        guard case .started(let pid, _) = reply else {
            throw EngineError(.internal, "the shim of container \(record.name) gave an unknown answer")
        }
        execs[request.id]?.phase = .running(pid: pid, exit: Task { nil })
        return opened
    }

    private func follow(_ execID: String, _ pending: PendingReply) {
        guard case .running(let pid, _) = execs[execID]?.phase else { return }
        let exit = Task { () -> ExitStatus? in
            guard case .exited(let status)? = try? await pending.reply() else { return nil }
            self.execEnded(execID, status)
            return status
        }
        execs[execID]?.phase = .running(pid: pid, exit: exit)
    }

    private func execEnded(_ execID: String, _ status: ExitStatus) {
        guard execs[execID] != nil else { return }
        execs[execID]?.phase = .ended(status)
        publish("exec_die", ["execID": execID, "exitCode": String(status.code)])
    }

    package func resizeExec(_ execID: String, columns: UInt16, rows: UInt16) async throws(EngineError) {
        guard execs[execID] != nil else { throw noSuchExec(execID) }
        _ = try await services.client.reply(to: .resize(exec: execID, columns: columns, rows: rows), of: id)
    }

    /// - Note: a client that saw the end of the streams may ask before the shim's word of the exit came through: the
    ///   shim is asked whether the exec runs, and when it does not its exit is waited for.
    package func inspectExec(_ execID: String) async throws(EngineError) -> ExecDetails {
        guard let exec = execs[execID] else { throw noSuchExec(execID) }
        guard case .running(let pid, let exit) = exec.phase else { return details(of: exec, pid: nil) }
        if case .state(let state)? = try? await services.client.reply(to: .state, of: id), state.execs[execID] != nil {
            return details(of: exec, pid: pid)
        }
        let status = await exit.value
        var ended = execs[execID] ?? exec
        if case .running = ended.phase {
            ended.phase = .ended(status ?? ExitStatus(code: 137, exitedAt: Timestamp.now().description))
        }
        return details(of: ended, pid: nil)
    }

    /// What still ran when the container ended was killed with it.
    func endExecs() {
        for (id, exec) in execs {
            if case .running = exec.phase {
                execs[id]?.phase = .ended(ExitStatus(code: 137, exitedAt: Timestamp.now().description))
            }
        }
    }

    /// Ended execs stay for their clients to inspect; the oldest go when there are many.
    private func forgetOldExecs() {
        guard execs.count >= Self.keptExecs else { return }
        let oldest = execs.values.filter(\.hasEnded).min { $0.number < $1.number }
        if let oldest {
            execs[oldest.id] = nil
            services.forgetExec(oldest.id)
        }
    }

    private static let keptExecs = 256

    private func details(of exec: Exec, pid: Int32?) -> ExecDetails {
        var status: ExitStatus?
        if case .ended(let ended) = exec.phase { status = ended }
        return ExecDetails(
            id: exec.id, containerID: id, configuration: exec.configuration, running: pid != nil, pid: pid, exit: status
        )
    }

    private func noSuchExec(_ execID: String) -> EngineError {
        EngineError(.notFound, "No such exec instance: \(execID)")
    }

    /// The exec's process: the container's own, with what the exec says otherwise.
    private func process(
        of configuration: ExecConfiguration, columns: UInt16, rows: UInt16
    ) async throws(EngineError) -> RuntimeSpec.Process {
        let launcher = services.launcher
        let record = self.record
        var configuration = configuration
        if columns > 0 { configuration.columns = columns }
        if rows > 0 { configuration.rows = rows }
        let asked = configuration
        return try await services.work.run(while: "prepare exec in \(record.name)") {
            try launcher.process(of: asked, in: record)
        }
    }
}

extension EngineError {
    /// What an exec that could not be started shows as its exit code.
    var execExitCode: Int32 {
        switch code {
        case .commandNotFound: 127
        default: 126
        }
    }
}
