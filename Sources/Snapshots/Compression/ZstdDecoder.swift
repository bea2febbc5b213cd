import CZstd

/// Zstandard (RFC 8878): any number of frames, skippable ones between them. Windows beyond 128 MiB, the format's
/// recommendation for decoders (section 3.1.1.1.2) and more, are refused.
final class ZstdDecoder: Decompressor {
    private let stream: OpaquePointer
    private var frameIsComplete = false

    private static let windowLogMaximum: Int32 = 27

    init() throws(SnapshotError) {
        guard let stream = ZSTD_createDCtx() else {
            throw SnapshotError(.system, "no memory for a zstd decoder")
        }
        self.stream = stream
        ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, Self.windowLogMaximum)
    }

    deinit {
        ZSTD_freeDCtx(stream)
    }

    func decode(_ input: UnsafeRawBufferPointer, into output: some ByteSink) throws(SnapshotError) {
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var outputIsFull = false
        while source.pos < source.size || outputIsFull {
            let space = try output.space()
            var target = ZSTD_outBuffer(dst: space.baseAddress, size: space.count, pos: 0)
            let status = ZSTD_decompressStream(stream, &target, &source)
            guard ZSTD_isError(status) == 0 else {
                let reason = String(cString: ZSTD_getErrorName(status))
                throw SnapshotError(.invalidCompression, "the zstd stream is damaged: \(reason)")
            }
            frameIsComplete = status == 0
            outputIsFull = target.pos == target.size && !frameIsComplete
            try output.advance(by: target.pos)
        }
    }

    func finish() throws(SnapshotError) {
        guard frameIsComplete else {
            throw SnapshotError(.invalidCompression, "the zstd stream is cut short")
        }
    }
}
