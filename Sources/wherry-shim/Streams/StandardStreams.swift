import Linux
import ShimProtocol

/// The standard streams of a container or an exec: its outputs go to the log and to the clients that follow them,
/// the clients' input goes to it.
///
/// Nothing is lost on the way to a slow client: what it has not taken is held, and from ``Connection/highWaterMark`` on
/// the outputs are left unread, so that the process itself has to wait, as it would for a slow terminal. A client
/// that goes away is let go and stops nothing; one that takes nothing for ``Connection/patience`` is let go too as
/// soon as others wait for it.
final class StandardStreams: OutputConsumer {
    private let loop: EventLoop
    private let log: ContainerLog?
    private let hasTerminal: Bool
    private let closesInputWithFollower: Bool
    /// Whether the process's ends are there. Before that, input stays with the clients.
    private var isOpen = false
    private var terminal: Terminal?
    private var input: InputWriter?
    private var outputs: [OutputReader] = []
    private var followers: [Follower] = []

    private struct Follower {
        let connection: Connection
        let streams: AttachStreams

        func follows(_ kind: OutputKind, hasTerminal: Bool) -> Bool {
            kind == .output ? streams.output || hasTerminal && streams.error : streams.error
        }
    }

    /// - Parameter closesInputWithFollower: whether a client's end of input is the process's; a terminal's never is.
    init(loop: EventLoop, log: ContainerLog?, hasTerminal: Bool, closesInputWithFollower: Bool) {
        self.loop = loop
        self.log = log
        self.hasTerminal = hasTerminal
        self.closesInputWithFollower = closesInputWithFollower && !hasTerminal
    }

    var followerCount: Int { followers.count }
}

// MARK: The process's side

extension StandardStreams {
    /// Makes the pipes between the shim and a process that is about to start.
    ///
    /// - Parameter wanted: a stream that is not wanted is `/dev/null` for the process.
    /// - Returns: the process's ends.
    func openPipes(_ wanted: AttachStreams) throws(SystemCallError) -> ProcessEnds {
        let ends = ProcessEnds(
            input: try wanted.input ? openInput() : .null(),
            output: try wanted.output ? openOutput(.output) : .null(),
            error: try wanted.error ? openOutput(.error) : .null())
        isOpen = true
        setInputPaused(false)
        return ends
    }

    /// Takes a terminal's master that the runtime made for the process.
    func open(_ master: consuming OwnedDescriptor, takesInput: Bool) throws(SystemCallError) {
        if takesInput { input = try makeInput(try master.duplicate()) }
        terminal = try Terminal(master: try master.duplicate())
        outputs.append(try OutputReader(.output, master, loop: loop, consumer: self))
        isOpen = true
        setInputPaused(false)
    }

    /// Nothing is done where there is no terminal.
    func resize(columns: UInt16, rows: UInt16) throws(SystemCallError) {
        try terminal?.resize(columns: columns, rows: rows)
    }

    /// To be called when the process has ended: takes what it left in its outputs, then lets the clients go.
    ///
    /// Descendants that hold a pipe may still write to it: with `outlived` that is read and dropped, so that they
    /// do not die of it.
    func finish(outlived: Bool) {
        for reader in outputs { reader.drain() }
        for follower in followers { follower.connection.closeWhenSent() }
        followers = []
        adjustPace()
        input?.close()
        input = nil
        if !outlived || hasTerminal {
            for reader in outputs { reader.close() }
        }
        terminal = nil
    }

    private func openInput() throws(SystemCallError) -> OwnedDescriptor {
        try Pipe().split { readEnd, writeEnd throws(SystemCallError) in
            input = try makeInput(writeEnd)
            return readEnd
        }
    }

    private func makeInput(_ descriptor: consuming OwnedDescriptor) throws(SystemCallError) -> InputWriter {
        try InputWriter(descriptor, loop: loop) { [weak self] in self?.setInputPaused(false) }
    }

    private func openOutput(_ kind: OutputKind) throws(SystemCallError) -> OwnedDescriptor {
        try Pipe(capacity: Pipe.largestCapacity).split { readEnd, writeEnd throws(SystemCallError) in
            outputs.append(try OutputReader(kind, readEnd, loop: loop, consumer: self))
            return writeEnd
        }
    }
}

// MARK: The outputs

extension StandardStreams {
    func take(_ kind: OutputKind, from buffer: inout LineBuffer) {
        for follower in followers where follower.follows(kind, hasTerminal: hasTerminal) {
            follower.connection.send(buffer.freshBytes, framedAs: hasTerminal ? nil : kind)
        }
        if let log { log.append(kind, from: &buffer) } else { buffer.dropAll() }
        adjustPace()
    }

    func takeEnd(_ kind: OutputKind, from buffer: inout LineBuffer) {
        log?.finish(kind, from: &buffer)
        outputs.removeAll { $0.kind == kind }
    }

    /// Reads on when no client is too far behind, and not before.
    func adjustPace() {
        let mustWait = followers.contains { $0.connection.isFull }
        for reader in outputs { reader.setPaused(mustWait) }
    }
}

// MARK: The clients

extension StandardStreams {
    func add(_ connection: Connection, following streams: AttachStreams) {
        followers.append(Follower(connection: connection, streams: streams))
        if streams.input {
            connection.setInputPaused(!isOpen || input?.isFull == true)
        } else {
            connection.ignoreInput()
        }
    }

    func remove(_ connection: Connection) {
        followers.removeAll { $0.connection === connection }
        adjustPace()
    }

    func takeInput(_ bytes: UnsafeRawBufferPointer, from connection: Connection) {
        guard let input, isInput(connection) else { return }
        input.write(bytes)
        if input.isFull { setInputPaused(true) }
    }

    func takeEndOfInput(from connection: Connection) {
        if closesInputWithFollower, isInput(connection) { input?.finish() }
    }

    private func isInput(_ connection: Connection) -> Bool {
        followers.contains { $0.connection === connection && $0.streams.input }
    }

    private func setInputPaused(_ paused: Bool) {
        for follower in followers where follower.streams.input { follower.connection.setInputPaused(paused) }
    }
}
