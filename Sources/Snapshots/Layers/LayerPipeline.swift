import Crypto
import Linux

/// Three threads behind whoever receives a layer: one inflates it, one hashes the archive, one applies it. Slabs go
/// round between them, so that no stage gets further ahead than there are slabs.
///
/// ```
/// receive ─▶ inflate ─▶ hash ─▶ apply
///    ▲        │  ▲                │
///    └emptied─┘  └───── free ◀────┘
/// ```
final class LayerPipeline: Sendable {
    /// An archive that went all the way.
    struct Archive {
        let hash: [UInt8]
        /// Bytes.
        let size: Int64
        let tree: AppliedTree
    }

    private let belt = LayerBelt()
    private let inflater: WorkerThread<Int64?>
    private let hasher: WorkerThread<[UInt8]>
    private let applier: WorkerThread<AppliedTree?>

    init(_ request: LayerRequest, _ staging: any LayerStaging) throws(SnapshotError) {
        do throws(SystemCallError) {
            hasher = try WorkerThread { [belt] in Self.hash(belt) }
            do throws(SystemCallError) {
                applier = try WorkerThread { [belt] in Self.apply(belt, staging, request.limits) }
            } catch {
                belt.inflated.close()
                _ = hasher.join()
                throw error
            }
            do throws(SystemCallError) {
                inflater = try WorkerThread { [belt] in Self.inflate(belt, request) }
            } catch {
                belt.inflated.close()
                _ = (hasher.join(), applier.join())
                throw error
            }
        } catch {
            throw SnapshotError(error)
        }
    }

    /// An empty slab for compressed bytes, once there is one.
    ///
    /// - Throws: why the archive could not be inflated or applied.
    func emptySlab() throws(SnapshotError) -> Slab {
        try belt.next(of: belt.emptied)
    }

    func send(_ slab: Slab) {
        belt.received.send(slab)
    }

    /// Ends the layer and waits for the threads. Either this or `abandon` is to be called, exactly once.
    func finish() throws(SnapshotError) -> Archive {
        belt.received.close()
        let (size, hash, tree) = (inflater.join(), hasher.join(), applier.join())
        if let failure = belt.failure { throw failure }
        guard let size = size ?? nil, let hash, let tree = tree ?? nil else {
            throw SnapshotError(.system, "a layer's thread ended without a result")
        }
        return Archive(hash: hash, size: size, tree: tree)
    }

    /// Ends the threads. What was not inflated yet is not any more: it may come to a thousand times as much.
    func abandon() {
        belt.fail(SnapshotError(.abandoned, "the layer was abandoned"))
        // What it would throw is what the caller is being told already.
        _ = try? finish()
    }

    private static func inflate(_ belt: LayerBelt, _ request: LayerRequest) -> Int64? {
        // Ends the stages behind it.
        defer { belt.inflated.close() }
        do throws(SnapshotError) {
            return try LayerInflater(belt, request).inflate()
        } catch {
            belt.fail(error)
            belt.emptied.close()
            return nil
        }
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
