/// The caller's side of a layer's pipeline: packs what comes into slabs for the inflater.
///
/// `@unchecked Sendable`: it is used under the lock of ``LayerApplication`` alone, whose checker cannot see that the
/// bytes of a call are not kept.
final class LayerStream: @unchecked Sendable {
    private let pipeline: LayerPipeline
    private var slab: Slab?
    private var hasEnded = false

    init(_ pipeline: LayerPipeline) {
        self.pipeline = pipeline
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(SnapshotError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let slab = try current()
            let part = rest.prefix(slab.space.count)
            slab.space.copyMemory(from: UnsafeRawBufferPointer(rebasing: part))
            slab.advance(by: part.count)
            rest = rest.dropFirst(part.count)
            if slab.isFull { flush() }
        }
    }

    func finish() throws(SnapshotError) -> LayerPipeline.Archive {
        flush()
        hasEnded = true
        return try pipeline.finish()
    }

    /// Ends the threads, if `finish` did not.
    func stop() {
        if hasEnded { return }
        hasEnded = true
        pipeline.abandon()
    }

    private func current() throws(SnapshotError) -> Slab {
        if let slab { return slab }
        let empty = try pipeline.emptySlab()
        slab = empty
        return empty
    }

    private func flush() {
        if let slab { pipeline.send(slab) }
        slab = nil
    }
}
