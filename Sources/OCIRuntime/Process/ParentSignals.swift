/// The signals that the child waits for, in whatever order its own steps need them.
struct ParentSignals {
    let channel: ChildChannel
    private var received: Set<ParentSignal> = []

    init(_ channel: ChildChannel) { self.channel = channel }

    mutating func wait(for signal: ParentSignal) throws(RuntimeError) {
        while !received.contains(signal) {
            guard let next = try channel.receive() else {
                throw RuntimeError(.system, "the parent of the container's first process is gone")
            }
            received.insert(next)
        }
    }
}
