/// The signals that the child waits for, in whatever order its own steps need them.
struct ParentSignals {
    let channel: ChildChannel
    /// A bit for each signal.
    private var received: UInt64 = 0

    init(_ channel: ChildChannel) { self.channel = channel }

    mutating func wait(for signal: ParentSignal) throws(RuntimeError) {
        while received & signal.bit == 0 {
            guard let next = try channel.receive() else {
                throw RuntimeError(.system, "the parent of the container's first process is gone")
            }
            received |= next.bit
        }
    }
}

extension ParentSignal {
    fileprivate var bit: UInt64 { 1 << UInt64(rawValue) }
}
