import Linux
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A container's or exec's streams tied to this program's, until one side ends it.
struct AttachedStream {
    /// How it ended.
    enum Ending: Equatable {
        case closed
        case detached
        /// The signal ends this program, and nobody forwards it.
        case signalled(Int32)
    }

    let connection: Connection
    let input: Int32
    let passesInput: Bool
    let isTerminal: Bool
    let detachKeys: DetachKeys
    /// Told of a new size of the terminal.
    let resize: () -> Void
    /// Passes a signal on; `nil` where signals end this program.
    let forward: ((Int32) -> Void)?

    private static let inputSize = 32 * 1024

    func run(_ output: inout ContainerOutput) throws -> Ending {
        let raw = isTerminal && passesInput && isatty(input) == 1 ? try RawTerminal(descriptor: input) : nil
        let signals = try SignalDescriptor(blocking: SignalNames.forwarded.map(\.number) + [SIGWINCH])
        if isTerminal { resize() }
        var typing = TypedInput(isOpen: passesInput, keys: raw == nil ? nil : detachKeys)
        try drain(&output)
        while true {
            let ready = try wait(typing, signals.raw)
            if ready.signals, let ending = try handle(signals) { return ending }
            if ready.output, try !receive(&output) { return .closed }
            if ready.room { try typing.send(to: connection) }
            if ready.input, try typing.read(input, limit: Self.inputSize, to: connection) { return .detached }
        }
    }

    private struct Readiness {
        let signals: Bool
        let output: Bool
        let room: Bool
        let input: Bool
    }

    /// What was typed is read only once the last of it has been sent: a container that does not read holds the input
    /// up.
    private func wait(_ typing: TypedInput, _ signals: Int32) throws -> Readiness {
        let wantsRoom = typing.isWaitingForRoom
        var waiting = [
            pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
            pollfd(fd: connection.descriptor, events: Int16(wantsRoom ? POLLIN | POLLOUT : POLLIN), revents: 0),
            pollfd(fd: typing.isOpen && !wantsRoom ? input : -1, events: Int16(POLLIN), revents: 0),
        ]
        try systemCall("poll") { poll(&waiting, nfds_t(waiting.count), -1) }
        let events = waiting.map { Int32($0.revents) }
        return Readiness(
            signals: events[0] != 0, output: events[1] & ~POLLOUT != 0, room: events[1] & POLLOUT != 0,
            input: events[2] != 0)
    }

    private func receive(_ output: inout ContainerOutput) throws -> Bool {
        guard try connection.fill() else { return false }
        try drain(&output)
        return true
    }

    private func drain(_ output: inout ContainerOutput) throws {
        guard connection.buffered > 0 else { return }
        try connection.consume { bytes in
            try output.write(bytes)
            return bytes.count
        }
    }

    private func handle(_ signals: borrowing SignalDescriptor) throws -> Ending? {
        while let signal = try signals.next() {
            if signal == SIGWINCH {
                if isTerminal { resize() }
            } else if let forward {
                forward(signal)
            } else if signal != SIGCONT {
                return .signalled(signal)
            }
        }
        return nil
    }
}

/// What is typed on its way to the container.
private struct TypedInput {
    private(set) var isOpen: Bool
    private var scanner: DetachKeyScanner?
    private var pending: [UInt8] = []

    /// - Parameter keys: `nil` where what comes is no typing.
    init(isOpen: Bool, keys: DetachKeys?) {
        self.isOpen = isOpen
        scanner = keys.map(DetachKeyScanner.init)
    }

    var isWaitingForRoom: Bool { !pending.isEmpty }

    /// - Returns: whether the detach keys came.
    mutating func read(_ input: Int32, limit: Int, to connection: Connection) throws -> Bool {
        var bytes = [UInt8](repeating: 0, count: limit)
        let count = Glibc.read(input, &bytes, limit)
        if count < 0, errno == EAGAIN || errno == EINTR { return false }
        guard count > 0 else {
            isOpen = false
            connection.finishSending()
            return false
        }
        let isDetached = bytes.withUnsafeBytes { pass(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        try send(to: connection)
        return isDetached
    }

    private mutating func pass(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard var scanner else {
            pending += bytes
            return false
        }
        let (passed, isDetached) = scanner.scan(bytes)
        self.scanner = scanner
        pending += passed
        return isDetached
    }

    /// A container that has closed its input takes no more, and its output still comes.
    mutating func send(to connection: Connection) throws {
        do {
            let sent = try pending.withUnsafeBytes { try connection.sendWithoutWaiting($0) }
            pending.removeFirst(sent)
        } catch let error as SystemCallError where error.errno == .brokenPipe || error.errno == .connectionReset {
            pending = []
            isOpen = false
        }
    }
}
