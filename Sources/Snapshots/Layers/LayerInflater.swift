/// The first stage of a layer's pipeline: tells the compression, inflates into slabs, counts.
final class LayerInflater: ByteSink {
    private let belt: LayerBelt
    private let limit: Int64
    private var decompressor: (any Decompressor)?
    private let compression: Compression?
    /// The first bytes, until there are enough of them to tell the compression.
    private var start: [UInt8] = []
    private var slab: Slab?
    private var size: Int64 = 0

    init(_ belt: LayerBelt, _ request: LayerRequest) {
        self.belt = belt
        limit = request.limits.archiveSize
        compression = request.compression
    }

    /// - Returns: bytes of the archive.
    func inflate() throws(SnapshotError) -> Int64 {
        while let received = belt.received.receive() {
            try take(received.bytes)
            belt.recycle(received)
        }
        if decompressor == nil { try beginDecoding() }
        try decompressor?.finish()
        flush()
        return size
    }

    private func take(_ bytes: UnsafeRawBufferPointer) throws(SnapshotError) {
        if let decompressor { return try decompressor.decode(bytes, into: self) }
        start.append(contentsOf: bytes)
        if compression != nil || start.count >= Compression.magicLength { try beginDecoding() }
    }

    private func beginDecoding() throws(SnapshotError) {
        let decompressor = try (compression ?? .detect(start)).decompressor()
        self.decompressor = decompressor
        let held = start
        start = []
        try held.span.withUnsafeBytes { bytes throws(SnapshotError) in try decompressor.decode(bytes, into: self) }
    }

    func space() throws(SnapshotError) -> UnsafeMutableRawBufferPointer {
        if let slab { return slab.space }
        let empty = try belt.next(of: belt.free)
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
        if let slab { belt.inflated.send(slab) }
        slab = nil
    }
}
