/// A stream that may be compressed, as its bytes; the compression is told from its start.
package final class DecompressedSource: ByteSource {
    /// What is decoded at once: the most that zstd makes of so few bytes, 64 MiB, is still a bearable buffer.
    private static let inputLimit = 2 << 10
    /// What is collected before it is given out.
    private static let outputSize = 128 << 10

    private let base: any ByteSource
    private let output = OutputBuffer(capacity: 2 * DecompressedSource.outputSize)
    private var decompressor: (any Decompressor)?
    private var input: UnsafeRawBufferPointer.SubSequence?
    private var start: [UInt8] = []
    private var hasEnded = false
    private var isPlain = false

    package init(_ base: any ByteSource) {
        self.base = base
    }

    package func next() throws(SnapshotError) -> UnsafeRawBufferPointer? {
        output.clear()
        if isPlain { return try base.next() }
        while output.bytes.count < Self.outputSize, !hasEnded, !isPlain {
            if let decompressor { try advance(decompressor) } else { try begin() }
        }
        return output.bytes.isEmpty ? nil : output.bytes
    }

    /// Collects as many bytes as tell the compression, and decodes them.
    private func begin() throws(SnapshotError) {
        let piece = try base.next()
        if let piece { start.append(contentsOf: piece) }
        guard piece == nil || start.count >= Compression.magicLength else { return }
        let compression = Compression.detect(start)
        isPlain = compression == .none
        let decompressor = try compression.decompressor()
        self.decompressor = decompressor
        // The first piece is held here, since the base takes its own back.
        var rest = start[...]
        while !rest.isEmpty {
            let part = Array(rest.prefix(Self.inputLimit))
            try part.span.withUnsafeBytes { bytes throws(SnapshotError) in try decompressor.decode(bytes, into: output)
            }
            rest = rest.dropFirst(part.count)
        }
        start = []
    }

    private func advance(_ decompressor: any Decompressor) throws(SnapshotError) {
        if input?.isEmpty ?? true { input = try base.next().map { $0[...] } }
        guard let held = input else {
            hasEnded = true
            return try decompressor.finish()
        }
        let part = held.prefix(Self.inputLimit)
        input = held.dropFirst(part.count)
        try decompressor.decode(UnsafeRawBufferPointer(rebasing: part), into: output)
    }
}

/// Memory that grows with what is decoded at once.
private final class OutputBuffer: ByteSink {
    private var memory: UnsafeMutableRawBufferPointer
    private var count = 0

    init(capacity: Int) {
        memory = .allocate(byteCount: capacity, alignment: 64)
    }

    deinit {
        memory.deallocate()
    }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

    func clear() {
        count = 0
    }

    func space() -> UnsafeMutableRawBufferPointer {
        if count == memory.count {
            let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: memory.count * 2, alignment: 64)
            larger.copyMemory(from: UnsafeRawBufferPointer(memory))
            memory.deallocate()
            memory = larger
        }
        return UnsafeMutableRawBufferPointer(rebasing: memory[count...])
    }

    func advance(by filled: Int) {
        count += filled
    }
}
