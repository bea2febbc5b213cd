import Synchronization
import Testing

/// Runs a suite with an engine that all its tests share.
struct SharedEngine: SuiteTrait, TestScoping {
    @TaskLocal fileprivate static var current: EngineFixture?

    let isRecursive = false

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await EngineFixture.with { engine in
            try await Self.$current.withValue(engine) { try await function() }
        }
    }
}

extension SuiteTrait where Self == SharedEngine {
    static var sharedEngine: SharedEngine { SharedEngine() }
}

extension EngineFixture {
    /// The one that the suite shares.
    static var shared: EngineFixture {
        get throws {
            guard let engine = SharedEngine.current else { throw FixtureFailure("the suite has no shared engine") }
            return engine
        }
    }
}

extension CommandLine {
    /// For the engine that the suite shares.
    init(_ client: Client) throws {
        try self.init(client, .shared)
    }
}

/// Lets only so many tests of a suite run at the same time: each drives several programs, and their waiting is limited.
struct Concurrency: SuiteTrait, TestTrait, TestScoping {
    let isRecursive = true
    private let slots: Slots

    init(limit: Int) {
        slots = Slots(limit)
    }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        await slots.take()
        defer { slots.giveBack() }
        try await function()
    }
}

extension Trait where Self == Concurrency {
    static func concurrent(atMost limit: Int) -> Concurrency { Concurrency(limit: limit) }
}

private final class Slots: Sendable {
    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(_ count: Int) {
        state = Mutex(State(free: count))
    }

    func take() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.free > 0 {
                    state.free -= 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    func giveBack() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            if !state.waiting.isEmpty { return state.waiting.removeFirst() }
            state.free += 1
            return nil
        }
        next?.resume()
    }
}
