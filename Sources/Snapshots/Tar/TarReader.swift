/// Reads an archive entry by entry: v7, ustar, pax, GNU and star formats.
///
/// After `next` has given an entry, `read` gives its content; what is not read is skipped. Names, numbers and sizes are
/// checked only for being what their format says: where a path leads to is its user's matter.
package final class TarReader {
    let input: ArchiveInput
    let limits: LayerLimits
    /// Records of global extended headers: they hold for all entries that follow.
    var global = PAXRecords()
    private var contentLeft: Int64 = 0
    private var padding: Int64 = 0
    private var atEnd = false

    package init(_ source: any ByteSource, limits: LayerLimits = LayerLimits()) {
        input = ArchiveInput(source)
        self.limits = limits
    }

    /// The next entry; `nil` after the last one.
    package func next() throws(SnapshotError) -> TarEntry? {
        if atEnd { return nil }
        try input.skip(contentLeft)
        try input.skip(padding)
        (contentLeft, padding) = (0, 0)
        var extensions = HeaderExtensions(records: global)
        while let header = try nextHeader() {
            if try readExtension(header, &extensions) { continue }
            return try entry(header, extensions)
        }
        atEnd = true
        if extensions.size > 0 { throw input.cutShort() }
        return nil
    }

    /// The next bytes of the entry's content, at most `limit`, valid until the next call; empty at its end. Of a sparse
    /// file these are its regions, one after the other.
    package func read(_ limit: Int = .max) throws(SnapshotError) -> UnsafeRawBufferPointer {
        guard contentLeft > 0 else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        let bytes = try input.take(min(limit, Int(clamping: contentLeft)))
        if bytes.isEmpty { throw input.cutShort() }
        contentLeft -= Int64(bytes.count)
        return bytes
    }

    /// Reads what follows the archive's end, up to the end of the source.
    package func drain() throws(SnapshotError) {
        try input.drain()
    }

    /// Two zero blocks end an archive; so does its source, where a header could stand.
    private func nextHeader() throws(SnapshotError) -> TarHeader? {
        guard let block = try input.block() else { return nil }
        let header = TarHeader(block: block)
        if header.isZero {
            guard let second = try input.block() else { return nil }
            if TarHeader(block: second).isZero { return nil }
            throw SnapshotError(.invalidArchive, "a single zero block at \(input.offset - 1024) inside the archive")
        }
        guard header.hasCorrectChecksum else {
            throw SnapshotError(
                .invalidArchive, "no tar header at byte \(input.offset - 512): its checksum is wrong")
        }
        return header
    }

    /// Says how much content follows the header that was just read.
    func beginContent(_ size: Int64) {
        contentLeft = size
        padding = Self.padding(size)
    }

    /// Takes what was read of the content in whole blocks off what is left.
    func contentWasRead(_ count: Int64) {
        contentLeft -= count
    }

    static func padding(_ size: Int64) -> Int64 {
        let block = Int64(ArchiveInput.blockSize)
        return (block - size % block) % block
    }
}
