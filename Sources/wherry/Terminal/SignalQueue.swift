import Linux

#if canImport(Glibc)
import Glibc
#endif

/// Signals to this process as a descriptor that can be polled: while it lives, they are held back from their usual effect.
///
/// A pipe that a handler writes to, and not `signalfd`, which the C module for Swift lacks.
struct SignalQueue: ~Copyable {
    /// The write end, for the handler: a signal handler can reach nothing but globals.
    nonisolated(unsafe) private static var writer: Int32 = -1

    private let signals: [Int32]
    private let reader: OwnedDescriptor

    init(_ signals: [Int32]) throws {
        let (reading, writing) = try Self.makePipe()
        reader = OwnedDescriptor(owning: reading)
        self.signals = signals
        Self.writer = writing
        for signal in signals { Self.install(signal) { Self.enqueue($0) } }
    }

    private static func makePipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [0, 0]
        try systemCall("pipe") { pipe(&ends) }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        return (ends[0], ends[1])
    }

    var descriptor: Int32 { reader.raw }

    /// The signals that came since the last call.
    func take() -> [Int32] {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(reader.raw, &bytes, bytes.count)
        return bytes.prefix(max(count, 0)).map(Int32.init)
    }

    private static func enqueue(_ signal: Int32) {
        let saved = errno
        var byte = UInt8(truncatingIfNeeded: signal)
        _ = write(writer, &byte, 1)
        errno = saved
    }

    private static func install(_ signal: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = handler
        action.sa_flags = SA_RESTART
        sigaction(signal, &action, nil)
    }

    deinit {
        for signal in signals {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = SIG_DFL
            sigaction(signal, &action, nil)
        }
        close(Self.writer)
        Self.writer = -1
    }
}
