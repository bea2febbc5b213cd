import Glibc
import Linux
import ShimProtocol

extension Shim {
    func serve(_ request: ShimRequest, for connection: Connection) {
        switch request {
        case .start: connection.reply(start())
        case .wait(let exec): wait(connection, for: exec)
        case .attach(let which): attach(connection, which)
        case .exec(let request): exec(request, for: connection)
        case .resize(let exec, let columns, let rows):
            connection.reply(done { () throws(ShimFailure) in try resize(exec, columns: columns, rows: rows) })
        case .kill(let exec, let signal, let all):
            connection.reply(done { () throws(ShimFailure) in try kill(exec, signal, all: all) })
        case .state: connection.reply(.state(state))
        }
        if isOver { closeDoor() }
    }

    private func wait(_ connection: Connection, for exec: String?) {
        if let exec, let status = waiters.exit(ofExec: exec) { return connection.reply(.exited(status)) }
        switch phase {
        case .waiting, .running: waiters.add(connection, for: exec)
        case .exited(let status): connection.reply(exec == nil ? .exited(status) : .failed(.noExec(exec)))
        case .failed(let failure): connection.reply(.failed(failure))
        }
    }

    private func attach(_ connection: Connection, _ which: AttachStreams) {
        if isOver { return connection.reply(.failed(.notRunning)) }
        connection.reply(.attached, following: streams, which)
    }

    private func resize(_ exec: String?, columns: UInt16, rows: UInt16) throws(ShimFailure) {
        let process = try process(exec)
        try ShimFailure.wrapping { () throws(SystemCallError) in
            try process.streams.resize(columns: columns, rows: rows)
        }
    }

    private func kill(_ exec: String?, _ signal: Int32, all: Bool) throws(ShimFailure) {
        if case .waiting = phase, exec == nil { return giveUp() }
        let process = try process(exec)
        if all { try container.processes.get().signalAll(signal) } else { try process.signal(signal) }
    }

    /// Ends a shim that was never asked to start its container.
    private func giveUp() {
        fail(ShimFailure(code: .notRunning, message: "the container was killed before it was started"))
    }

    private func process(_ exec: String?) throws(ShimFailure) -> SupervisedProcess {
        guard case .running(let process) = phase else { throw .notRunning }
        guard let exec else { return process }
        guard let found = execs[exec] else { throw .noExec(exec) }
        return found
    }

    private func done(_ body: () throws(ShimFailure) -> Void) -> ShimReply {
        do { try body() } catch { return .failed(error) }
        return .done
    }

    private var state: ShimState {
        switch phase {
        case .waiting, .failed: ShimState(phase: .waiting)
        case .exited(let status): ShimState(phase: .exited, exit: status)
        case .running(let process):
            ShimState(
                phase: .running, pid: process.pid, startedAt: process.startedAt.description,
                execs: execs.mapValues(\.pid))
        }
    }
}

extension ShimFailure {
    static let notRunning = ShimFailure(code: .notRunning, message: "the container is not running")

    static func noExec(_ id: String?) -> ShimFailure {
        ShimFailure(code: .noSuchExec, message: "no exec \(id ?? "") runs in the container")
    }
}
