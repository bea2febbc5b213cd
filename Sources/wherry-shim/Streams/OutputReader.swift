import Linux

/// Who takes what an output gives.
protocol OutputConsumer: AnyObject {
    func take(_ kind: OutputKind, from buffer: inout LineBuffer)
    func takeEnd(_ kind: OutputKind, from buffer: inout LineBuffer)
}

/// Reads one output of a process: the read end of a pipe, or a terminal's master.
final class OutputReader: Watcher {
    let kind: OutputKind
    private let descriptor: OwnedDescriptor
    private let loop: EventLoop
    /// Kept as long as the output is open.
    private var consumer: (any OutputConsumer)?
    private var buffer = LineBuffer()
    private var registration: EventLoop.Registration?
    private var isPaused = false

    init(
        _ kind: OutputKind, _ descriptor: consuming OwnedDescriptor, loop: EventLoop, consumer: any OutputConsumer
    ) throws(SystemCallError) {
        self.kind = kind
        self.loop = loop
        self.consumer = consumer
        try descriptor.setNonBlocking()
        self.descriptor = descriptor
        registration = try loop.watch(self.descriptor.raw, .readable, self)
    }

    /// Whether the output has come to its end.
    var hasEnded: Bool { registration == nil }

    /// Leaves the output where it is, so that its writer has to wait once the pipe is full.
    func setPaused(_ paused: Bool) {
        guard paused != isPaused, let registration else { return }
        isPaused = paused
        loop.change(registration, paused ? [] : .readable)
    }

    func ready(_ readiness: Readiness) {
        // A pipe without writers hangs up also while paused; what it still holds is taken then.
        readOnce()
    }

    /// Takes what is there now, to be called when the process has ended: it can have left no more than the pipe holds.
    func drain() {
        var limit = Pipe.largestCapacity + LineBuffer.largestRead
        while limit > 0, let count = readOnce() { limit -= count }
    }

    /// Ends the reading. What the process's descendants may still write is lost to them with `EPIPE`.
    func close() {
        guard let registration else { return }
        loop.unwatch(registration)
        self.registration = nil
        consumer?.takeEnd(kind, from: &buffer)
        consumer = nil
    }

    /// - Returns: how many bytes were taken; `nil` when there are none.
    @discardableResult
    private func readOnce() -> Int? {
        guard registration != nil else { return nil }
        do {
            switch try buffer.read(from: descriptor) {
            case .bytes(let count):
                consumer?.take(kind, from: &buffer)
                return count
            case .nothing: return nil
            case .end: close()
            }
        } catch {
            Diagnostics.report("\(error)")
            close()
        }
        return nil
    }
}
