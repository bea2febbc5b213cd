import Linux

/// Slabs on their way from one thread to another, in order. Never holds more than the pipeline has slabs.
final class SlabQueue: Sendable {
    private struct State {
        var slabs: [Slab] = []
        var isClosed = false
    }

    private let state = Monitor(State())

    func send(_ slab: Slab) {
        state.update { $0.slabs.append(slab) }
    }

    /// Waits for the next slab. `nil` when the queue is closed and empty.
    func receive() -> Slab? {
        state.wait { state -> Slab?? in
            if !state.slabs.isEmpty { return .some(state.slabs.removeFirst()) }
            return state.isClosed ? .some(nil) : nil
        }
    }

    /// No slab follows.
    func close() {
        state.update { $0.isClosed = true }
    }
}
