import Synchronization
import Testing

@testable import Engine

@Suite struct GateTests {
    @Test func letsFewThroughAtOnce() async throws {
        let gate = Gate<Int>(limit: 3)
        let (inside, most) = (Mutable(0), Mutable(0))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    try await gate.pass(1) {
                        inside.update { $0 += 1 }
                        let now = inside.value
                        most.update { $0 = max($0, now) }
                        await Task.yield()
                        inside.update { $0 -= 1 }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect((1...3).contains(most.value))
        #expect(inside.value == 0)
    }

    @Test func keysDoNotWaitForEachOther() async throws {
        let gate = Gate<Int>(limit: 1)
        let reached = try await gate.pass(1) { try await gate.pass(2) { true } }
        #expect(reached)
    }

    @Test func aCancelledTaskLeavesTheQueue() async throws {
        let gate = Gate<Int>(limit: 1)
        let (opened, open) = AsyncStream<Void>.makeStream()
        let (entered, enter) = AsyncStream<Void>.makeStream()
        let holder = Task {
            try await gate.pass(1) {
                enter.finish()
                for await _ in opened {}
            }
        }
        for await _ in entered {}
        let waiting = Task { try await gate.pass(1) { Issue.record("entered a gate that was left") } }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        open.finish()
        try await holder.value
        // The place is free, and nobody is let in for the one who left.
        let entersAgain = try await gate.pass(1) { true }
        #expect(entersAgain)
    }
}
