import Glibc
import Linux
import SystemPackage

/// Writes a process's standard input: the write end of a pipe, or a terminal's master.
///
/// It never blocks: what the process does not read is held, and while that is too much no client is asked for more.
final class InputWriter: Watcher {
    /// From how many held bytes on no more should be given.
    private static let highWaterMark = 64 * 1024

    private var descriptor: OwnedDescriptor?
    private let loop: EventLoop
    private let onRoom: () -> Void
    private var held = ByteQueue()
    private var registration: EventLoop.Registration?
    private var closesWhenEmpty = false

    /// - Parameter onRoom: called when the process has taken what was held.
    init(_ descriptor: consuming OwnedDescriptor, loop: EventLoop, onRoom: @escaping () -> Void) throws(SystemCallError)
    {
        try descriptor.setNonBlocking()
        self.descriptor = consume descriptor
        self.loop = loop
        self.onRoom = onRoom
    }

    var isFull: Bool { held.count >= Self.highWaterMark }

    /// Bytes for a process that has closed its input are dropped, as a shell's pipe would.
    func write(_ bytes: UnsafeRawBufferPointer) {
        guard descriptor != nil, !closesWhenEmpty else { return }
        held.append(bytes)
        flush()
    }

    /// Ends the input behind what is held.
    func finish() {
        closesWhenEmpty = true
        flush()
    }

    func ready(_ readiness: Readiness) {
        flush()
        if held.isEmpty { onRoom() }
    }

    func close() {
        if let registration { loop.unwatch(registration) }
        registration = nil
        descriptor = nil
        held = ByteQueue()
    }

    private func flush() {
        guard let raw = descriptor?.raw else { return }
        do {
            try held.send { bytes throws(SystemCallError) in
                try systemCall("write", "input") { Glibc.write(raw, bytes.baseAddress, bytes.count) }
            }
            try waitForRoom(raw)
        } catch {
            // The process reads no more: EPIPE of a pipe, EIO of a terminal.
            close()
        }
        if held.isEmpty, closesWhenEmpty { close() }
    }

    private func waitForRoom(_ raw: Int32) throws(SystemCallError) {
        if held.isEmpty, let registration {
            loop.unwatch(registration)
            self.registration = nil
        } else if !held.isEmpty, registration == nil {
            registration = try loop.watch(raw, .writable, self)
        }
    }
}
