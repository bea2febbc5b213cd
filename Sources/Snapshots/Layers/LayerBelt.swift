import Synchronization

/// The queues between the stages of a layer's pipeline, and the first failure.
final class LayerBelt: Sendable {
    let emptied = SlabQueue()
    let received = SlabQueue()
    let free = SlabQueue()
    let inflated = SlabQueue()
    let hashed = SlabQueue()
    private let firstFailure = Mutex<SnapshotError?>(nil)

    /// 2 MiB: what may come from the network while the inflater waits.
    private static let receivedCount = 8
    /// 4 MiB: as long as the disk may hold up the applier before the inflater waits.
    private static let inflatedCount = 16

    init() {
        for _ in 0..<Self.receivedCount { emptied.send(Slab()) }
        for _ in 0..<Self.inflatedCount { free.send(Slab()) }
    }

    var failure: SnapshotError? { firstFailure.withLock { $0 } }

    func fail(_ error: SnapshotError) {
        firstFailure.withLock { $0 = $0 ?? error }
    }

    /// An empty slab, once there is one.
    ///
    /// - Throws: why no stage takes any more.
    func next(of queue: SlabQueue) throws(SnapshotError) -> Slab {
        let slab = queue.receive()
        if let failure { throw failure }
        guard let slab else { throw SnapshotError(.abandoned, "the layer was abandoned") }
        return slab
    }

    /// Gives a slab of compressed bytes back to the caller's side.
    func recycle(_ slab: Slab) {
        slab.clear()
        emptied.send(slab)
    }
}

/// The archive as it comes out of the hasher.
final class BeltSource: ByteSource {
    private let belt: LayerBelt
    private var current: Slab?

    init(_ belt: LayerBelt) {
        self.belt = belt
    }

    func next() -> UnsafeRawBufferPointer? {
        if let current {
            current.clear()
            belt.free.send(current)
        }
        current = belt.hashed.receive()
        return current?.bytes
    }
}
