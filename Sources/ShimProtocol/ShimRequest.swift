package import OCI

/// The conversation on `shim.sock`: a connection carries one request, its reply, and for some a stream.
///
/// A request and a reply are each one frame: four bytes of length, big-endian, at most 4 MiB, then JSON.
/// The client may send before the shim accepts: connections are served in the order in which they were made,
/// so that a client which attaches and then asks to start misses no output.
/// After the container's exit those who are connected are served still, and no one else: whoever is refused, or loses
/// the connection without a reply, reads the exit from ``ShimConfiguration/exitFile``, which is there by then.
///
/// After the reply to `attach`, and to an `exec` that is not detached, the connection is a stream. From the client
/// come the bytes of standard input; its half-close (`shutdown(SHUT_WR)`) is the end of input. To the client
/// go Docker's frames (`[1 stdout | 2 stderr][0 0 0][length, 32 bits, big-endian]`), or with a terminal its bytes as
/// they are; the shim closes the connection after the last of them. A client that takes its output slowly holds the
/// container back as a slow terminal would, and loses nothing; one that takes none for 30 s while others follow the
/// same process, or after its end, is disconnected.
package enum ShimRequest: Equatable, Sendable {
    /// Creates and starts the container. Reply: `started`, or `failed` and the shim ends.
    case start
    /// Reply: `exited`, as soon as the container's first process (or the exec's, which may not have been asked for
    /// yet) has ended and all its output is in the log and on its way to the attached clients; of the container also:
    /// the exit file is written, the runtime has removed the container, and what was held is given back. `failed` when
    /// the container cannot be started, or ends before there was such an exec. The last 128 execs that have ended are
    /// remembered.
    case wait(exec: String?)
    /// Follows the container's streams from now on. Reply: `attached`, then the stream.
    case attach(AttachStreams)
    /// Starts another process in the container. Reply: `started` or `failed`; then the stream unless detached.
    case exec(ExecRequest)
    /// Sets the terminal's size, of the container or of an exec; there is nothing to do for one without a terminal.
    /// Reply: `done` or `failed`.
    case resize(exec: String?, columns: UInt16, rows: UInt16)
    /// Sends a signal to the first process, of the container or of an exec; `all` sends it to every process of the
    /// container. A shim whose container was not started yet ends. Reply: `done` or `failed`.
    case kill(exec: String?, signal: Int32, all: Bool)
    /// Reply: `state`.
    case state
}

package struct AttachStreams: Equatable, Sendable {
    package var input: Bool
    package var output: Bool
    package var error: Bool

    package init(input: Bool, output: Bool, error: Bool) {
        self.input = input
        self.output = output
        self.error = error
    }
}

package struct ExecRequest: Equatable, Sendable {
    /// Names the exec in later requests: 64 hexadecimal digits.
    package var id: String
    package var process: RuntimeSpec.Process
    /// Which streams the client follows; `nil` is detached: input reads `/dev/null`, output is dropped.
    package var streams: AttachStreams?

    package init(id: String, process: RuntimeSpec.Process, streams: AttachStreams?) {
        self.id = id
        self.process = process
        self.streams = streams
    }
}

package enum ShimReply: Equatable, Sendable {
    /// - `pid`: in the shim's pid namespace. `startedAt`: RFC 3339 with nanoseconds, UTC.
    case started(pid: Int32, startedAt: String)
    case attached
    case done
    case exited(ExitStatus)
    case state(ShimState)
    case failed(ShimFailure)
}

/// What a shim knows of its container; enough for an engine that was started anew.
package struct ShimState: Equatable, Sendable {
    package enum Phase: String, Sendable { case waiting, running, exited }
    package var phase: Phase
    package var pid: Int32?
    package var startedAt: String?
    package var exit: ExitStatus?
    /// The execs that are running, by id.
    package var execs: [String: Int32]

    package init(
        phase: Phase, pid: Int32? = nil, startedAt: String? = nil, exit: ExitStatus? = nil, execs: [String: Int32] = [:]
    ) {
        self.phase = phase
        self.pid = pid
        self.startedAt = startedAt
        self.exit = exit
        self.execs = execs
    }
}

/// Why a request could not be served.
package struct ShimFailure: Error, Equatable, Sendable {
    package enum Code: String, Sendable {
        /// The program is not in the container (a client exits 127).
        case commandNotFound
        /// The program is there and cannot be run (a client exits 126).
        case commandNotExecutable
        /// The configuration asks for what cannot be given.
        case invalidConfiguration
        case notRunning, noSuchExec, alreadyStarted
        case runtime
    }
    package var code: Code
    /// One line, as runc words it where clients read it.
    package var message: String

    package init(code: Code, message: String) {
        self.code = code
        self.message = message
    }
}
