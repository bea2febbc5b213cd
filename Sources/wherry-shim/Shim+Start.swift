import Linux
import OCI
import ShimProtocol

extension Shim {
    /// Creates the container and starts its first process.
    func start() -> ShimReply {
        guard case .waiting = phase else {
            return .failed(ShimFailure(code: .alreadyStarted, message: "the container has been started already"))
        }
        do {
            let processes = try container.processes.get()
            let wanted = AttachStreams(input: configuration.openStdin, output: true, error: true)
            let process = try SupervisedProcess.start(
                on: streams, hasTerminal: container.hasTerminal, wanted: wanted, processes.start)
            phase = .running(process)
            memory = MemoryCgroup(pid: process.pid)
            return .started(pid: process.pid, startedAt: process.startedAt.description)
        } catch {
            fail(error)
            return .failed(error)
        }
    }

    /// Ends the shim of a container that was not to be.
    func fail(_ failure: ShimFailure) {
        phase = .failed(failure)
        streams.finish(outlived: false)
        for connection in waiters.takeAllForContainer() + waiters.takeAllForExecs() {
            connection.reply(.failed(failure))
        }
    }

    /// Starts another process; its client, if it stays, follows it from its first byte.
    func exec(_ request: ExecRequest, for connection: Connection) {
        do {
            let process = try startExec(request)
            execs[request.id] = process
            let started = ShimReply.started(pid: process.pid, startedAt: process.startedAt.description)
            guard let which = request.streams else { return connection.reply(started) }
            connection.reply(started, following: process.streams, which)
        } catch {
            connection.reply(.failed(error))
        }
    }

    private func startExec(_ request: ExecRequest) throws(ShimFailure) -> SupervisedProcess {
        guard case .running = phase else { throw .notRunning }
        guard execs[request.id] == nil, waiters.exit(ofExec: request.id) == nil else {
            throw ShimFailure(code: .alreadyStarted, message: "exec \(request.id) has been started already")
        }
        let processes = try container.processes.get()
        let hasTerminal = request.process.terminal ?? false
        let streams = StandardStreams(
            loop: loop, log: nil, hasTerminal: hasTerminal, closesInputWithFollower: true)
        let wanted = request.streams ?? AttachStreams(input: false, output: false, error: false)
        return try SupervisedProcess.start(on: streams, hasTerminal: hasTerminal, wanted: wanted) {
            streams throws(ShimFailure) in
            try processes.exec(request.process, streams)
        }
    }
}
