import Glibc
import Linux
import ShimProtocol

/// A process that the shim started and waits for: the container's first, or an exec's.
struct SupervisedProcess {
    let pid: Int32
    let startedAt: Timestamp
    let streams: StandardStreams

    /// Starts a process with pipes or, with `hasTerminal`, a terminal.
    ///
    /// - Parameter wanted: which streams it gets; the others are `/dev/null`.
    static func start(
        on streams: StandardStreams, hasTerminal: Bool, wanted: AttachStreams,
        _ start: (ChildStreams) throws(ShimFailure) -> StartedProcess
    ) throws(ShimFailure) -> SupervisedProcess {
        do {
            let pid =
                try hasTerminal
                ? startOnTerminal(streams, wanted, start) : startOnPipes(streams, wanted, start)
            return SupervisedProcess(pid: pid, startedAt: .now(), streams: streams)
        } catch {
            streams.finish(outlived: false)
            throw error
        }
    }

    private static func startOnPipes(
        _ streams: StandardStreams, _ wanted: AttachStreams,
        _ start: (ChildStreams) throws(ShimFailure) -> StartedProcess
    ) throws(ShimFailure) -> Int32 {
        let ends = try ShimFailure.wrapping { () throws(SystemCallError) in try streams.openPipes(wanted) }
        return try start(.descriptors(input: ends.input.raw, output: ends.output.raw, error: ends.error.raw)).pid
    }

    private static func startOnTerminal(
        _ streams: StandardStreams, _ wanted: AttachStreams,
        _ start: (ChildStreams) throws(ShimFailure) -> StartedProcess
    ) throws(ShimFailure) -> Int32 {
        var process = try start(.terminal)
        guard let master = process.terminal.take() else {
            throw ShimFailure(code: .runtime, message: "the runtime gave no terminal")
        }
        do throws(SystemCallError) {
            try streams.open(master, takesInput: wanted.input)
        } catch {
            throw ShimFailure(error)
        }
        return process.pid
    }

    /// Sends a signal. The process cannot be another one of the same number: the shim has not waited for it yet.
    func signal(_ signal: Int32) throws(ShimFailure) {
        try ShimFailure.wrapping { () throws(SystemCallError) in
            _ = try systemCall("kill", "process \(pid)") { kill(pid, signal) }
        }
    }
}

extension ShimFailure {
    /// Runs `body` and passes the refusal of a system call on to the client.
    static func wrapping<Value: ~Copyable>(
        _ body: () throws(SystemCallError) -> Value
    ) throws(ShimFailure) -> Value {
        do { return try body() } catch { throw ShimFailure(error) }
    }

    init(_ error: SystemCallError) {
        self.init(code: .runtime, message: "\(error)")
    }
}
