import Linux
import TestSupport
import Testing

@Suite struct MonitorTests {
    /// What one thread sends another waits for; every value arrives once, in order.
    @Test func aThreadWaitsForWhatOthersSend() throws {
        let queue = Monitor<[Int]>([])
        let taken = Monitor<[Int]>([])
        let reader = Thread {
            for _ in 0..<1000 {
                let next = queue.wait { $0.isEmpty ? nil : $0.removeFirst() }
                taken.update { $0.append(next) }
            }
        }
        for number in 0..<1000 { queue.update { $0.append(number) } }
        try reader.join()
        #expect(taken.update { $0 } == Array(0..<1000))
    }

    /// What a wait takes out may be what another one waits for.
    @Test func aWaitThatTakesIsAChangeToo() throws {
        let slot = Monitor<Int?>(nil)
        let sum = Monitor(0)
        let reader = Thread {
            for _ in 0..<1000 {
                let value = slot.wait { $0.take() }
                sum.update { $0 += value }
            }
        }
        for number in 1...1000 {
            slot.wait { slot -> Void? in
                guard slot == nil else { return nil }
                slot = number
                return ()
            }
        }
        try reader.join()
        #expect(sum.update { $0 } == 500_500)
    }

    @Test func allWhoWaitAreTold() throws {
        let isOpen = Monitor(false)
        let passed = Monitor(0)
        let threads = (0..<8).map { _ in
            Thread {
                isOpen.wait { $0 ? () : nil }
                passed.update { $0 += 1 }
            }
        }
        isOpen.update { $0 = true }
        for thread in threads { try thread.join() }
        #expect(passed.update { $0 } == 8)
    }
}
