/// Turns a compressed stream, in pieces of any size, into its bytes.
protocol Decompressor: AnyObject {
    /// Takes all of `input`.
    func decode(_ input: UnsafeRawBufferPointer, into output: some ByteSink) throws(SnapshotError)
    /// No input follows.
    ///
    /// - Throws: `invalidCompression` when the stream is cut short.
    func finish() throws(SnapshotError)
}

/// Memory to decode into.
protocol ByteSink: AnyObject {
    /// Never empty; may wait for memory to become free.
    func space() throws(SnapshotError) -> UnsafeMutableRawBufferPointer
    /// The first `count` bytes of what `space` gave are filled.
    func advance(by count: Int) throws(SnapshotError)
}

extension Compression {
    func decompressor() throws(SnapshotError) -> any Decompressor {
        switch self {
        case .none: PlainDecoder()
        case .gzip: GzipDecoder()
        case .zstd: try ZstdDecoder()
        }
    }
}

/// Passes bytes on as they are.
final class PlainDecoder: Decompressor {
    func decode(_ input: UnsafeRawBufferPointer, into output: some ByteSink) throws(SnapshotError) {
        var rest = input[...]
        while !rest.isEmpty {
            let space = try output.space()
            let part = rest.prefix(space.count)
            space.copyMemory(from: UnsafeRawBufferPointer(rebasing: part))
            try output.advance(by: part.count)
            rest = rest.dropFirst(part.count)
        }
    }

    func finish() {}
}
