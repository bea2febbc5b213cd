/// Where an archive's bytes come from: pieces of any size, in order.
package protocol ByteSource: AnyObject {
    /// The next piece, valid until the next call; `nil` at the end. May wait.
    func next() throws(SnapshotError) -> UnsafeRawBufferPointer?
}

/// An archive in memory.
package final class MemorySource: ByteSource {
    private let bytes: UnsafeMutableRawBufferPointer
    private let pieceSize: Int
    private var position = 0

    /// - Parameter pieceSize: at most as many bytes are given at once, as a stream would.
    package init(_ content: some Collection<UInt8>, pieceSize: Int = .max) {
        bytes = .allocate(byteCount: content.count, alignment: 16)
        bytes.copyBytes(from: content)
        self.pieceSize = pieceSize
    }

    deinit {
        bytes.deallocate()
    }

    package func next() -> UnsafeRawBufferPointer? {
        guard position < bytes.count else { return nil }
        let end = position + min(pieceSize, bytes.count - position)
        defer { position = end }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<end])
    }
}

/// Reads a byte source in blocks and runs, without copying where a block lies in one piece.
final class ArchiveInput {
    static let blockSize = 512

    private let source: any ByteSource
    private var piece = UnsafeRawBufferPointer(start: nil, count: 0)
    private let assembled = UnsafeMutableRawBufferPointer.allocate(byteCount: ArchiveInput.blockSize, alignment: 16)
    /// Bytes given out so far.
    private(set) var offset: Int64 = 0

    init(_ source: any ByteSource) {
        self.source = source
    }

    deinit {
        assembled.deallocate()
    }

    /// The next bytes, at least one and at most `limit`, valid until the next call; empty at the end.
    func take(_ limit: Int) throws(SnapshotError) -> UnsafeRawBufferPointer {
        while piece.isEmpty {
            guard let next = try source.next() else { return UnsafeRawBufferPointer(start: nil, count: 0) }
            piece = next
        }
        let taken = UnsafeRawBufferPointer(rebasing: piece.prefix(limit))
        piece = UnsafeRawBufferPointer(rebasing: piece.dropFirst(taken.count))
        offset += Int64(taken.count)
        return taken
    }

    /// The next 512 bytes, valid until the next call; `nil` when the archive ends here.
    func block() throws(SnapshotError) -> UnsafeRawBufferPointer? {
        let part = try take(Self.blockSize)
        if part.isEmpty { return nil }
        if part.count == Self.blockSize { return part }
        var filled = copy(part, at: 0)
        while filled < Self.blockSize {
            let more = try take(Self.blockSize - filled)
            if more.isEmpty { throw cutShort() }
            filled += copy(more, at: filled)
        }
        return UnsafeRawBufferPointer(assembled)
    }

    private func copy(_ part: UnsafeRawBufferPointer, at start: Int) -> Int {
        UnsafeMutableRawBufferPointer(rebasing: assembled[start...]).copyMemory(from: part)
        return part.count
    }

    func skip(_ count: Int64) throws(SnapshotError) {
        var left = count
        while left > 0 {
            let part = try take(Int(clamping: left))
            if part.isEmpty { throw cutShort() }
            left -= Int64(part.count)
        }
    }

    /// Reads on to the end and forgets it.
    func drain() throws(SnapshotError) {
        while try !take(.max).isEmpty {}
    }

    func cutShort() -> SnapshotError {
        SnapshotError(.invalidArchive, "the archive is cut short after \(offset) bytes")
    }
}
