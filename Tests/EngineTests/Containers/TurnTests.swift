import ShimProtocol
import Testing

@testable import Engine

struct TurnTests {
    private actor Log {
        var turn = Turn()
        var entries: [String] = []

        func enter() async {
            if turn.take() { return }
            await withCheckedContinuation { turn.queue($0) }
        }

        func leave() { turn.pass() }
        func add(_ entry: String) { entries.append(entry) }
    }

    @Test func transitionsDoNotOverlap() async {
        let log = Log()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<50 {
                group.addTask {
                    await log.enter()
                    await log.add("in \(number)")
                    await Task.yield()
                    await log.add("out \(number)")
                    await log.leave()
                }
            }
        }
        let entries = await log.entries
        #expect(entries.count == 100)
        for index in stride(from: 0, to: entries.count, by: 2) {
            #expect(entries[index].dropFirst(3) == entries[index + 1].dropFirst(4))
        }
    }

    @Test func waitersLearnOfTheEndThatTheyWaitFor() async {
        let waiters = ExitWaiters()
        let ended = waiters.add(.nextExit)
        let removed = waiters.add(.removed)
        waiters.resume(with: ExitStatus(code: 3, exitedAt: "t"), removed: false)
        #expect(await ended.status()?.code == 3)
        waiters.resume(with: ExitStatus(code: 4, exitedAt: "t"), removed: true)
        #expect(await removed.status()?.code == 4)
    }

    @Test func aWaiterThatIsCancelledGetsNothing() async {
        let waiters = ExitWaiters()
        let exit = waiters.add(.nextExit)
        let task = Task { await exit.status() }
        task.cancel()
        #expect(await task.value == nil)
    }

    @Test func aWaiterThatLeavesIsForgotten() async {
        let waiters = ExitWaiters()
        var exit: PendingExit? = waiters.add(.removed)
        #expect(exit != nil && waiters.count == 1)
        exit = nil
        #expect(waiters.count == 0)
        let task = Task { [waiting = waiters.add(.nextExit)] in await waiting.status() }
        task.cancel()
        #expect(await task.value == nil)
        #expect(waiters.count == 0)
    }
}
