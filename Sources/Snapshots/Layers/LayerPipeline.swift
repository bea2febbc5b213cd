import Crypto
import Linux
import Synchronization

/// Two threads behind a layer's inflater: one hashes the archive, one applies it. Slabs go round between the three, so
/// that no stage gets further ahead than there are slabs.
///
/// ```
/// inflate ─▶ hash ─▶ apply
///    ▲                 │
///    └───── free ◀─────┘
/// ```
final class LayerPipeline: Sendable {
    private let belt = LayerBelt()
    private let hasher: WorkerThread<[UInt8]>
    private let applier: WorkerThread<AppliedTree?>

    init(_ staging: any LayerStaging, limits: LayerLimits) throws(SnapshotError) {
        do throws(SystemCallError) {
            hasher = try WorkerThread { [belt] in Self.hash(belt) }
            do throws(SystemCallError) {
                applier = try WorkerThread { [belt] in Self.apply(belt, staging, limits) }
            } catch {
                belt.inflated.close()
                _ = hasher.join()
                throw error
            }
        } catch {
            throw SnapshotError(error)
        }
    }

    /// An empty slab, once there is one.
    ///
    /// - Throws: why the archive could not be applied.
    func emptySlab() throws(SnapshotError) -> Slab {
        let slab = belt.free.receive()
        if let failure = belt.failure { throw failure }
        guard let slab else { throw SnapshotError(.abandoned, "the layer was abandoned") }
        return slab
    }

    func send(_ slab: Slab) {
        belt.inflated.send(slab)
    }

    /// Ends the archive and waits for both threads. To be called exactly once.
    func finish() throws(SnapshotError) -> (hash: [UInt8], tree: AppliedTree) {
        belt.inflated.close()
        let hash = hasher.join()
        let tree = applier.join()
        if let failure = belt.failure { throw failure }
        guard let hash, let tree = tree ?? nil else {
            throw SnapshotError(.system, "a layer's thread ended without a result")
        }
        return (hash, tree)
    }

    private static func hash(_ belt: LayerBelt) -> [UInt8] {
        var hash = SHA256()
        while let slab = belt.inflated.receive() {
            hash.update(bufferPointer: slab.bytes)
            belt.hashed.send(slab)
        }
        belt.hashed.close()
        return Array(hash.finalize())
    }

    private static func apply(_ belt: LayerBelt, _ staging: any LayerStaging, _ limits: LayerLimits) -> AppliedTree? {
        let source = BeltSource(belt)
        do throws(SnapshotError) {
            let reader = TarReader(source, limits: limits)
            let tree = try staging.apply(reader)
            try reader.drain()
            return tree
        } catch {
            belt.fail(error)
            while source.next() != nil {}
            return nil
        }
    }
}

/// The queues between the stages, and the first failure.
private final class LayerBelt: Sendable {
    let free = SlabQueue()
    let inflated = SlabQueue()
    let hashed = SlabQueue()
    private let firstFailure = Mutex<SnapshotError?>(nil)

    /// 4 MiB: as long as the disk may hold up the applier before the inflater waits.
    private static let slabCount = 16

    init() {
        for _ in 0..<Self.slabCount { free.send(Slab()) }
    }

    var failure: SnapshotError? { firstFailure.withLock { $0 } }

    func fail(_ error: SnapshotError) {
        firstFailure.withLock { $0 = $0 ?? error }
    }
}

/// The archive as it comes out of the hasher.
private final class BeltSource: ByteSource {
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
