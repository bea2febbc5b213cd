import Cgroups
import Linux
import ShimProtocol
import Testing

@testable import Engine

struct ReadingTests {
    @Test func theMachinesTimeIsOfAllProcessorsAndNotOfGuestsTwice() {
        let text = """
            cpu  100 10 50 1000 40 5 3 2 7 8
            cpu0 60 5 25 500 20 3 2 1 7 8
            cpu1 40 5 25 500 20 2 1 1 0 0
            intr 479412 0 0
            ctxt 745438
            cpu9 1 1 1 1 1 1 1
            """
        #expect(ProcessorTime(text, ticksPerSecond: 100) == ProcessorTime(total: 12_080_000_000, count: 2))
        #expect(ProcessorTime(text, ticksPerSecond: 1000) == ProcessorTime(total: 1_208_000_000, count: 2))
    }

    @Test(arguments: ["", "intr 1 2 3", "cpu  1 2 3\ncpu0 1 2 3", "cpu  1 2 3 4 5 6 7", "cpu  1 2 3 4 x 6 7\ncpu0 1"])
    func anotherTextIsNoTime(_ text: String) {
        #expect(ProcessorTime(text, ticksPerSecond: 100) == nil)
    }

    @Test func thisMachinesTimeGrows() throws {
        let first = try ProcessorTime.read()
        let second = try ProcessorTime.read()
        #expect(first.count > 0)
        #expect(first.total > 0 && second.total >= first.total)
    }

    @Test(arguments: [(nil, 1000), (64, 64), (4096, 1000)] as [(UInt64?, UInt64)])
    func theLimitIsAtMostTheMachinesMemory(_ limit: UInt64?, _ shown: UInt64) {
        var usage = CgroupStatistics()
        usage.memory.limit = limit
        let reading = UsageReading(
            time: Timestamp(seconds: 0), usage: usage, machineMemory: 1000,
            processors: ProcessorTime(total: 1, count: 1), interfaces: [:])
        #expect(reading.memoryLimit == shown)
    }
}

struct TicksTests {
    @Test(.timeLimit(.minutes(5))) func theyEndWithTheContainer() async {
        let waiters = ExitWaiters()
        let ticks = Ticks.every(.seconds(3600), until: waiters.add(.removed))
        var iterator = ticks.makeAsyncIterator()
        #expect(await iterator.next() != nil)
        waiters.resume(with: ExitStatus(code: 0, exitedAt: ""), removed: false)
        #expect(waiters.count == 1)
        waiters.resume(with: ExitStatus(code: 0, exitedAt: ""), removed: true)
        #expect(await iterator.next() == nil)
    }

    @Test(.timeLimit(.minutes(5))) func theyGoOn() async {
        let ticks = Ticks.every(.milliseconds(1), until: ExitWaiters().add(.removed))
        var count = 0
        for await _ in ticks.prefix(5) { count += 1 }
        #expect(count == 5)
    }

    @Test(.timeLimit(.minutes(5))) func whoStopsListeningIsForgotten() async {
        let waiters = ExitWaiters()
        let (gone, end) = AsyncStream<Void>.makeStream()
        let listener = Task {
            for await _ in Ticks.every(.seconds(3600), until: waiters.add(.removed)) { end.finish() }
        }
        for await _ in gone {}
        #expect(waiters.count == 1)
        listener.cancel()
        await listener.value
        while waiters.count > 0 { await Task.yield() }
    }
}
