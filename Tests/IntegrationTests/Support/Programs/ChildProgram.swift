import Foundation
import Glibc
import Linux
import Synchronization

/// A program that runs beside the test. What it writes is kept as it comes, and can be waited for.
final class ChildProgram: Sendable {
    enum Input: Sendable {
        /// `/dev/null`.
        case nothing
        case text(String)
        case file(String)
        /// Stays open until ``ChildProgram/closeInput()``.
        case held
        /// A terminal is its input, output and error, and controls it.
        case terminal(columns: UInt16, rows: UInt16)
    }

    enum Stream: Sendable { case output, error }

    private struct State {
        var output: [UInt8] = []
        var error: [UInt8] = []
        var outcome: Outcome?
        var waiters: [Int: Waiter] = [:]
        var nextWaiter = 0
    }

    private struct Waiter {
        let isDone: @Sendable (Outcome) -> Bool
        let continuation: CheckedContinuation<Outcome, Never>
    }

    let arguments: [String]
    let pid: pid_t
    private let ends: ProgramEnds
    private let state = Mutex(State())

    /// - Parameters:
    ///   - environment: all that it gets.
    ///   - limit: after which it is killed, and those who wait for it fail.
    init(
        _ arguments: [String], environment: [String: String], input: Input = .nothing, limit: Duration = .seconds(90)
    ) throws {
        self.arguments = arguments
        (pid, ends) = try ProgramEnds.spawn(arguments, environment: environment, input: input)
        let deadline = ContinuousClock.now + limit
        Thread.detachNewThread { self.follow(until: deadline) }
        if case .text(let text) = input {
            try write(text)
            closeInput()
        }
    }

    /// Writes to its standard input or types on its terminal.
    func write(_ text: String) throws {
        try ends.write(Array(text.utf8))
    }

    func closeInput() {
        ends.closeInput()
    }

    func signal(_ number: Int32) {
        state.withLock { state in
            // Once its end is known its id may be another's.
            if state.outcome == nil { kill(pid, number) }
        }
    }

    /// Gives its terminal another size.
    func resize(columns: UInt16, rows: UInt16) throws {
        try PseudoTerminal.resize(ends.terminal, columns: columns, rows: rows)
    }

    /// What it has written so far.
    var output: String {
        state.withLock { String(decoding: $0.output, as: UTF8.self) }
    }

    /// Waits until it has written `text`.
    ///
    /// - Returns: all that it has written so far on that stream.
    /// - Throws: ``ProgramFailure`` when it ends without.
    @discardableResult
    func awaitText(_ text: String, on stream: Stream = .output) async throws -> String {
        try await awaitOutput(on: stream, "write '\(text)'") { $0.contains(text) }
    }

    /// Waits until what it has written is as `isDone` wants it.
    @discardableResult
    func awaitOutput(
        on stream: Stream = .output, _ purpose: String, _ isDone: @escaping @Sendable (String) -> Bool
    ) async throws -> String {
        let seen = await wait { isDone(stream == .output ? $0.output : $0.error) }
        let text = stream == .output ? seen.output : seen.error
        guard isDone(text) else { throw ProgramFailure(arguments, "ended and did not \(purpose)", seen) }
        return text
    }

    /// Waits for its end.
    ///
    /// - Throws: ``ProgramFailure`` when it did not end in time.
    func end() async throws -> Outcome {
        let outcome = await wait { _ in false }
        guard !outcome.isLate else { throw ProgramFailure(arguments, "did not end in time", outcome) }
        return outcome
    }

    private func wait(_ isDone: @escaping @Sendable (Outcome) -> Bool) async -> Outcome {
        await withCheckedContinuation { continuation in
            let known = state.withLock { state -> Outcome? in
                if let known = Self.known(state, isDone) { return known }
                state.waiters[state.nextWaiter] = Waiter(isDone: isDone, continuation: continuation)
                state.nextWaiter += 1
                return nil
            }
            if let known { continuation.resume(returning: known) }
        }
    }

    /// The end, or as much as is wanted.
    private static func known(_ state: State, _ isDone: (Outcome) -> Bool) -> Outcome? {
        if let outcome = state.outcome { return outcome }
        let seen = Outcome(status: -1, output: state.output, error: state.error)
        return isDone(seen) ? seen : nil
    }

    private func tellWaiters() {
        let told = state.withLock { state in
            state.waiters.compactMap { key, waiter -> (Waiter, Outcome)? in
                guard let known = Self.known(state, waiter.isDone) else { return nil }
                state.waiters[key] = nil
                return (waiter, known)
            }
        }
        for (waiter, outcome) in told { waiter.continuation.resume(returning: outcome) }
    }

    /// Reads until it has ended. What it has written by then is there to be read: no one waits for descendants that
    /// hold the same streams.
    private func follow(until deadline: ContinuousClock.Instant) {
        var (deadline, isLate) = (deadline, false)
        while true {
            guard ends.awaitActivity(until: deadline) else {
                (deadline, isLate) = (deadline + .seconds(3600), true)
                kill(pid, SIGKILL)
                continue
            }
            let hasEnded = ends.hasEnded
            let (output, error) = ends.read()
            if hasEnded { return finish(isLate: isLate, output, error) }
            state.withLock { state in
                state.output += output
                state.error += error
            }
            tellWaiters()
        }
    }

    private func finish(isLate: Bool, _ output: [UInt8], _ error: [UInt8]) {
        state.withLock { state in
            var status: Int32 = 0
            waitpid(pid, &status, 0)
            let code = status & 0x7f == 0 ? status >> 8 & 0xff : 128 + (status & 0x7f)
            state.output += output
            state.error += error
            state.outcome = Outcome(status: code, output: state.output, error: state.error, isLate: isLate)
        }
        tellWaiters()
    }
}
