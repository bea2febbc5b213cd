import Linux
import OCI
import ShimProtocol

/// One container's supervisor: parent of its processes, owner of their streams, and all that has to live as long as
/// they do.
///
/// It needs nobody while the container runs: the engine may go and come back, and finds it again by its socket.
///
/// **waiting.** The engine has made the run directory and the listening socket and has started the shim in it.
/// Clients may attach and wait; `start` creates the container. When that fails, every client that waits is told so
/// and the shim ends: there was no container, so there is no exit status. `kill` ends a shim that no one will start.
///
/// **running.** Outputs go to the log and to the clients that follow. Whatever a client does, the container goes on.
///
/// **exited.** The first process has ended. In this order: what it left in its outputs is taken; the exit status is
/// written to `exitFile`; the runtime removes the container, its cgroup with it; the published ports and the network
/// namespace are given back; waiting clients are answered. The root's mount is left to the end of the process:
/// unmounting takes milliseconds, for which no one should wait.
/// The socket accepts whoever is in its queue already, then closes for good. The shim ends when every client has been
/// sent what is for it.
///
/// So a client that finds no socket, is refused, or loses its connection without a reply reads `exitFile`: it
/// was there before the socket went. If it is not there the shim was killed, and the container's first process, if it
/// still runs, is without a parent that could tell its exit status.
///
/// `exitFile` is renamed into place but not synchronised to the disk: it has to survive the engine, not the machine,
/// with which the container would have ended unrecorded anyway; so a reader takes a file that does not parse for none.
/// Leaving the disk out keeps milliseconds from every `run`.
final class Shim {
    enum Phase {
        case waiting
        case running(SupervisedProcess)
        case exited(ExitStatus)
        case failed(ShimFailure)
    }

    let configuration: ShimConfiguration
    let container: Container
    let loop: EventLoop
    /// The container's; clients may follow them before it is started.
    let streams: StandardStreams
    var phase = Phase.waiting
    var memory: MemoryCgroup?
    var execs: [String: SupervisedProcess] = [:]
    var waiters = Waiters()
    var listener: Listener?
    private var connections: [ObjectIdentifier: Connection] = [:]

    init(_ configuration: ShimConfiguration, container: Container, loop: EventLoop) throws {
        self.configuration = configuration
        self.container = container
        self.loop = loop
        let log = try configuration.log.map { ContainerLog(try LogFileWriter($0)) }
        streams = StandardStreams(
            loop: loop, log: log, hasTerminal: container.hasTerminal,
            closesInputWithFollower: configuration.stdinOnce)
    }

    /// Serves clients until the container has ended and all of them have what is theirs.
    func run() throws(SystemCallError) {
        listener = try Listener(OwnedDescriptor(owning: configuration.listener), loop: loop) {
            [unowned self] client throws(SystemCallError) in
            try open(client)
        }
        let reaper = try SignalWatcher(loop: loop) { [unowned self] in childrenHaveEnded() }
        try loop.run(until: { isDone }, timeLimit: timeToNextDeadline)
        reaper.close()
    }

    /// Whether the container is over, so that no new clients are taken.
    var isOver: Bool {
        switch phase {
        case .waiting, .running: false
        case .exited, .failed: true
        }
    }

    private var isDone: Bool { isOver && connections.isEmpty }
}

// MARK: Clients

extension Shim: RequestServer {
    func connectionClosed(_ connection: Connection) {
        connections[ObjectIdentifier(connection)] = nil
        waiters.remove(connection)
        listener?.resume()
    }

    /// Takes a client; what it has sent already is served before the next client is taken.
    private func open(_ client: consuming OwnedDescriptor) throws(SystemCallError) {
        let connection = try Connection(client, loop: loop, server: self)
        connections[ObjectIdentifier(connection)] = connection
        connection.receive()
    }

    /// Takes the clients that are in the socket's queue, and none after them; those that have asked nothing are let go.
    func closeDoor() {
        // Serving one of them comes here again, and finds that it is done for all.
        guard let listener = listener.take() else { return }
        listener.acceptAll()
        listener.close()
        for connection in connections.values {
            if case .receiving = connection.phase { connection.receive() }
            if case .receiving = connection.phase { connection.close() }
        }
    }

    /// Lets clients go that others have waited for too long.
    ///
    /// - Returns: milliseconds until that is to be asked again, if at all.
    private func timeToNextDeadline() -> Int32? {
        let now = MonotonicClock.now
        var next: UInt64?
        for connection in connections.values {
            guard let deadline = connection.deadline else { continue }
            if deadline <= now { connection.close() } else { next = min(next ?? deadline, deadline) }
        }
        return next.map { Int32(clamping: $0 - now) }
    }
}
