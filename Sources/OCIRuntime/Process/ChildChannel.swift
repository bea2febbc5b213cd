import Linux
import SystemPackage

/// What the child tells its parent while it sets itself up.
enum ChildReport: ~Copyable {
    /// The container's terminal.
    case terminal(OwnedDescriptor)
    /// The mounts are there and the root is not yet changed: the time of the hooks that the parent runs.
    case readyForHooks
    /// All is done but the start, which is waited for.
    case created
    /// The program is executed now: what follows is a failure, or the end of the channel.
    case executing
    /// Where the supervisor of system calls is to read; it is waited for that it knows.
    case listening(OwnedDescriptor)
    case failed(RuntimeError)
}

/// What the parent tells the child.
enum ParentSignal: UInt8 {
    /// The maps of the child's user namespace are written.
    case mapped = 1
    /// What the parent does for the child is done: its record, and what the child has no right to.
    case prepared
    case hooksRan
    /// The child is in its cgroup.
    case placed
    /// The supervisor of system calls has its descriptor.
    case listenerTold
}

/// The child's end.
struct ChildChannel {
    let socket: Int32

    private enum Kind: UInt8 { case terminal = 1, readyForHooks, created, executing, failed, listening }

    /// What tells that all is done but the start.
    static let createdMessage = Kind.created.rawValue

    func send(terminal: Int32) throws(RuntimeError) {
        try doing("terminal") { () throws(SystemCallError) in
            try Channel.send([Kind.terminal.rawValue], descriptors: [terminal], to: socket)
        }
    }

    func send(listener: Int32) throws(RuntimeError) {
        try doing("linux.seccomp.listenerPath") { () throws(SystemCallError) in
            try Channel.send([Kind.listening.rawValue], descriptors: [listener], to: socket)
        }
    }

    func sendReadyForHooks() throws(RuntimeError) { try send([Kind.readyForHooks.rawValue]) }
    func sendExecuting() throws(RuntimeError) { try send([Kind.executing.rawValue]) }

    private func send(_ bytes: [UInt8]) throws(RuntimeError) {
        try doing("reporting to the parent") { () throws(SystemCallError) in try Channel.send(bytes, to: socket) }
    }

    /// By write(2), which a filter of system calls leaves when it takes sendmsg(2). A parent that is gone is not told.
    func report(_ error: RuntimeError) {
        let bytes = [Kind.failed.rawValue, error.code.rawValue] + Array(error.message.utf8)
        let end = OwnedDescriptor(owning: socket)
        try? end.write(bytes.prefix(Channel.maximumSize))
        _ = end.release()
        // The end of a socket that holds unread messages takes from the other side what it was sent (ECONNRESET), so
        // the parent hangs up first.
        while (try? receive()) != nil {}
    }

    /// - Returns: `nil` when the parent is gone.
    func receive() throws(RuntimeError) -> ParentSignal? {
        var unused: OwnedDescriptor?
        let bytes = try doing("waiting for the parent") { () throws(SystemCallError) in
            try Channel.receive(from: socket, descriptor: &unused)
        }
        return bytes?.first.flatMap(ParentSignal.init(rawValue:))
    }

    /// The parent's side. A child that is gone has failed, and has said why.
    static func send(_ signal: ParentSignal, to socket: Int32) throws(RuntimeError) {
        do { try Channel.send([signal.rawValue], to: socket) } catch  where error.errno == .brokenPipe {
        } catch {
            throw RuntimeError("container's process", error)
        }
    }

    /// The parent's side of what the child tells.
    ///
    /// - Returns: `nil` when the child has hung up, or was killed with messages unread (`ECONNRESET`).
    static func receiveReport(from socket: Int32) throws(RuntimeError) -> ChildReport? {
        var descriptor: OwnedDescriptor?
        let message = try doing("waiting for the container's first process") { () throws(SystemCallError) in
            do throws(SystemCallError) { return try Channel.receive(from: socket, descriptor: &descriptor) } catch
                where error.errno == .connectionReset
            { return [UInt8]?.none }
        }
        guard let bytes = message else { return nil }
        switch bytes.first.flatMap(Kind.init(rawValue:)) {
        case .terminal:
            guard let terminal = descriptor.take() else { break }
            return .terminal(terminal)
        case .listening:
            guard let listener = descriptor.take() else { break }
            return .listening(listener)
        case .readyForHooks: return .readyForHooks
        case .created: return .created
        case .executing: return .executing
        case .failed:
            let code = bytes.dropFirst().first.flatMap(RuntimeError.Code.init(rawValue:)) ?? .system
            return .failed(RuntimeError(code, String(decoding: bytes.dropFirst(2), as: UTF8.self)).ofProcess())
        case nil: break
        }
        throw RuntimeError(.system, "the container's first process reported nonsense")
    }
}
