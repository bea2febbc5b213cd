/// The caller's side of a layer's pipeline: tells the compression, inflates into slabs, counts.
///
/// `@unchecked Sendable`: it is used under the lock of ``LayerApplication`` alone, whose checker cannot see that the
/// bytes of a call are not kept.
final class LayerStream: ByteSink, @unchecked Sendable {
    private let pipeline: LayerPipeline
    private let limit: Int64
    private var decompressor: (any Decompressor)?
    private let compression: Compression?
    /// The first bytes, until there are enough of them to tell the compression.
    private var start: [UInt8] = []
    private var slab: Slab?
    private var size: Int64 = 0
    private var hasEnded = false

    init(_ pipeline: LayerPipeline, _ request: LayerRequest) {
        self.pipeline = pipeline
        limit = request.limits.archiveSize
        compression = request.compression
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(SnapshotError) {
        if let decompressor { return try decompressor.decode(bytes, into: self) }
        start.append(contentsOf: bytes)
        if compression != nil || start.count >= Compression.magicLength { try beginDecoding() }
    }

    func finish() throws(SnapshotError) -> (hash: [UInt8], size: Int64, tree: AppliedTree) {
        if decompressor == nil { try beginDecoding() }
        try decompressor?.finish()
        flush()
        hasEnded = true
        let (hash, tree) = try pipeline.finish()
        return (hash, size, tree)
    }

    /// Ends the threads, if `finish` did not.
    func stop() {
        if hasEnded { return }
        hasEnded = true
        // What it would throw is what the caller is being told already.
        _ = try? pipeline.finish()
    }

    func space() throws(SnapshotError) -> UnsafeMutableRawBufferPointer {
        if let slab { return slab.space }
        let empty = try pipeline.emptySlab()
        slab = empty
        return empty.space
    }

    func advance(by count: Int) throws(SnapshotError) {
        slab?.advance(by: count)
        size += Int64(count)
        guard size <= limit else {
            throw SnapshotError(.limitExceeded, "the layer unpacks to more than \(limit) bytes")
        }
        if slab?.isFull == true { flush() }
    }

    private func flush() {
        if let slab { pipeline.send(slab) }
        slab = nil
    }

    private func beginDecoding() throws(SnapshotError) {
        let decompressor = try (compression ?? .detect(start)).decompressor()
        self.decompressor = decompressor
        let held = start
        start = []
        try held.span.withUnsafeBytes { bytes throws(SnapshotError) in try decompressor.decode(bytes, into: self) }
    }
}
